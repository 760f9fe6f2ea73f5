#include "dg/networks/nonlinear_classifier.h"

#include <gtest/gtest.h>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

TEST(NonlinearClassifier, HalvesItsWidthTwice) {
  const NonlinearClassifier classify(3, 8, at::kDouble, RandomStream(1, "init"));
  const std::vector<NamedTensor> tensors = classify.Tensors("c");
  ASSERT_EQ(tensors.size(), 6u);
  EXPECT_EQ(tensors[0].name, "c.0.weight");
  EXPECT_EQ(tensors[0].tensor.sizes(), (std::vector<int64_t>{4, 8}));
  EXPECT_EQ(tensors[2].name, "c.2.weight");
  EXPECT_EQ(tensors[2].tensor.sizes(), (std::vector<int64_t>{2, 4}));
  EXPECT_EQ(tensors[5].name, "c.4.bias");
  EXPECT_EQ(tensors[5].tensor.sizes(), (std::vector<int64_t>{3}));
}

// Weights of 1 and biases of 0, but -3 in the second map: 4 ones → 2 × 4 → max(8 - 3, 0) = 5.
TEST(NonlinearClassifier, HasReluBetween) {
  const NonlinearClassifier classify(1, 4, at::kDouble, RandomStream(1, "init"));
  const NoGrad no_grad;
  for (const NamedTensor& t : classify.Tensors("c"))
    t.tensor.fill_(t.name.ends_with("weight") ? 1 : t.name == "c.2.bias" ? -3 : 0);
  EXPECT_EQ(classify(at::ones({1, 4}, at::kDouble)).item<double>(), 5);
  EXPECT_EQ(classify(-at::ones({1, 4}, at::kDouble)).item<double>(), 0);
}

}  // namespace
}  // namespace graft

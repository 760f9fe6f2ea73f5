#include "common/testing/tensors.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/ops.h"

namespace graft::testing {
namespace {

TEST(RandomTensor, DependsOnSeedAndShapeAlone) {
  EXPECT_TRUE(RandomTensor({4}, 1).equal(RandomTensor({4}, 1)));
  EXPECT_FALSE(RandomTensor({4}, 1).equal(RandomTensor({4}, 2)));
}

TEST(Randomise, GivesEachTensorValuesOfItsOwn) {
  const std::vector<NamedTensor> tensors = {{"a", at::zeros({4})},
                                            {"b", at::zeros({4})}};
  Randomise(tensors, 3, 2);
  EXPECT_TRUE(tensors[0].tensor.equal((RandomTensor({4}, 3) * 2).to(at::kFloat)));
  EXPECT_FALSE(tensors[0].tensor.equal(tensors[1].tensor));
}

TEST(RelativeDistance, IsTheLargestErrorOverTheLargestValue) {
  const at::Tensor b = at::tensor({1.0, -4.0}, at::kDouble);
  EXPECT_DOUBLE_EQ(RelativeDistance(b + 0.5, b), 0.125);
  EXPECT_EQ(RelativeDistance(b, b), 0);
}

TEST(RelativeDistance, IsInfiniteForAnotherShapeOrNan) {
  const at::Tensor b = at::ones({2}, at::kDouble);
  EXPECT_TRUE(std::isinf(RelativeDistance(at::ones({3}, at::kDouble), b)));
  EXPECT_TRUE(std::isinf(RelativeDistance(b * NAN, b)));
}

}  // namespace
}  // namespace graft::testing

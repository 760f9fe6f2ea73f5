#include "dg/networks/batch_norm.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/gradient_check.h"
#include "common/testing/tensors.h"

namespace graft {
namespace {

using testing::RandomTensor;

// 1 and 5: mean 3, variance 4, unbiased 8. Running: 0.1 · 3 and 0.9 + 0.1 · 8.
TEST(BatchNorm, NormalisesByTheBatchInTrainingAndRemembersIt) {
  const BatchNorm norm(1, at::kDouble);
  const at::Tensor x = at::tensor({1.0, 5.0}, at::kDouble).unsqueeze(1);
  const at::Tensor y = norm(x, true).detach();
  EXPECT_DOUBLE_EQ(y[0].item<double>(), -2 / std::sqrt(4 + 1e-5));
  EXPECT_DOUBLE_EQ(y[1].item<double>(), 2 / std::sqrt(4 + 1e-5));
  const std::vector<NamedTensor> running = norm.Buffers("bn");
  EXPECT_EQ(running[0].name, "bn.running_mean");
  EXPECT_DOUBLE_EQ(running[0].tensor.item<double>(), 0.3);
  EXPECT_DOUBLE_EQ(running[1].tensor.item<double>(), 1.7);
}

TEST(BatchNorm, NormalisesByWhatItRemembersInEvaluation) {
  const BatchNorm norm(2, at::kDouble);
  {
    const NoGrad no_grad;
    norm.Buffers("")[0].tensor.fill_(1);
    norm.Buffers("")[1].tensor.fill_(9);
    norm.Tensors("")[0].tensor.fill_(2);
    norm.Tensors("")[1].tensor.fill_(-1);
  }
  const at::Tensor x = RandomTensor({3, 2, 4, 4}, 1);
  EXPECT_LT(
      testing::RelativeDistance(norm(x, false), 2 * (x - 1) / std::sqrt(9 + 1e-5) - 1),
      1e-14);
  EXPECT_EQ(norm.Buffers("")[0].tensor[0].item<double>(), 1) << "left as it was";
}

TEST(BatchNorm, Differentiates) {
  const BatchNorm norm(2, at::kDouble);
  const at::Tensor x = RandomTensor({5, 2}, 1).requires_grad_();
  std::vector<NamedTensor> tensors = norm.Tensors("bn");
  tensors.push_back({"x", x});
  const auto agreement =
      testing::CheckGradient([&] { return norm(x, true).pow(3).sum(); }, tensors);
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

}  // namespace
}  // namespace graft

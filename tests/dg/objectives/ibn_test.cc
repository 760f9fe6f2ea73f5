#include "dg/objectives/ibn.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::Matrix;

// (0, 2) has mean 1 and variance 1; the second channel is not normalised.
TEST(Ibn, NormalisesTheFirstChannels) {
  const at::Tensor x = Matrix({{0, 2}, {5, 7}}).view({1, 2, 1, 2});
  const at::Tensor y = NormaliseInstances(x, at::full({1}, 3, at::kDouble),
                                          at::full({1}, 0.5, at::kDouble));
  const double one = 3 / std::sqrt(1 + 1e-5);
  EXPECT_NEAR(y[0][0][0][0].item<double>(), 0.5 - one, 1e-15);
  EXPECT_NEAR(y[0][0][0][1].item<double>(), 0.5 + one, 1e-15);
  EXPECT_TRUE(y[0][1].equal(x[0][1]));
}

TEST(Ibn, ForgetsContrastAndLight) {
  const at::Tensor x = testing::TinyBatches(0, 1, true)[0].x.values;
  const at::Tensor one = at::ones({2}, at::kDouble), zero = at::zeros({2}, at::kDouble);
  // ε = 1e-5 beside variances near 1 is what is left of a contrast of 3.
  EXPECT_LT(
      (NormaliseInstances(3 * x + 1, one, zero) - NormaliseInstances(x, one, zero))
          .abs()
          .max()
          .item<double>(),
      1e-4);
}

TEST(Ibn, TrainsTwoNumbersAChannel) {
  const auto count = [](const std::string& name) {
    const auto objective = testing::TinyObjective(name, {}, 3, true);
    int64_t numbers = 0;
    for (const NamedTensor& t : objective->State())
      if (t.name.starts_with("norm.")) numbers += t.tensor.numel();
    return numbers;
  };
  // Blocks of 8, 16, 16 and 16 channels.
  EXPECT_EQ(count("IBN_a"), 2 * (4 + 8 + 8));
  EXPECT_EQ(count("IBN_b"), 2 * (8 + 16));
}

TEST(Ibn, PredictsWithItsNorms) {
  const auto ibn = testing::TinyObjective("IBN_a", {}, 3, true),
             erm = testing::TinyObjective("ERM", {}, 3, true);
  const Inputs x = testing::TinyBatches(0, 1, true)[0].x;
  EXPECT_FALSE(ibn->Logits(x).equal(erm->Logits(x)));
}

TEST(Ibn, Differentiates) {
  for (const char* name : {"IBN_a", "IBN_b"}) {
    const auto agreement = testing::CheckLossGradient(name, {});
    EXPECT_TRUE(testing::Agrees(agreement)) << name << agreement;
  }
}

}  // namespace
}  // namespace graft

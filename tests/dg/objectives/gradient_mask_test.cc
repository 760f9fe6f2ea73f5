#include "dg/objectives/gradient_mask.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::Matrix;

at::Tensor Row(const std::vector<double>& values) {
  return at::tensor(values, at::kDouble);
}

// Three domains; signs +++, ++-, ++0, 000: agreement 1, 1/3, 2/3, 0.
const at::Tensor& Gradients() {
  static const auto* gradients =
      new at::Tensor(Matrix({{1, 1, 1, 0}, {2, 2, 2, 0}, {3, -3, 0, 0}}));
  return *gradients;
}

TEST(AndMask, KeepsWhatTheDomainsAgreeOn) {
  EXPECT_TRUE(AndMaskOf(Gradients(), 1).equal(Row({1, 0, 0, 0})));
  EXPECT_TRUE(AndMaskOf(Gradients(), 0.5).equal(Row({1, 0, 1, 0})));
  EXPECT_TRUE(AndMaskOf(Gradients(), 0).equal(Row({1, 1, 1, 1})));
}

// Variances over E - 1: 1, 7, 1, 0. With τ = 1/2 and k = 2: tanh(2 · ½ / 1), below τ,
// tanh(2 · ⅙ / 1), below τ.
TEST(SandMask, WeighsAgreementByPrecision) {
  const at::Tensor mask = SandMaskOf(Gradients(), 0.5, 2);
  const std::vector<double> expected = {std::tanh(1.0), 0, std::tanh(1.0 / 3), 0};
  for (int64_t i = 0; i < 4; ++i)  // tanh to 2 ε
    EXPECT_NEAR(mask[i].item<double>(), expected[i], 5e-16) << i;
}

TEST(SandMask, IsFiniteWithoutVariance) {
  const at::Tensor equal = Matrix({{1, 0}, {1, 0}});
  EXPECT_EQ(SandMaskOf(equal, 0.5, 2)[0].item<double>(), 1);
  EXPECT_EQ(SandMaskOf(equal, 1, 2)[0].item<double>(), 1e-17);
  EXPECT_EQ(SandMaskOf(equal, 0, 2)[1].item<double>(), 1e-17);
}

// Why the default is not DomainBed's: with τ = 1 even full agreement is not above it.
TEST(SandMask, MasksEverythingIfAgreementMustExceedOne) {
  EXPECT_TRUE(SandMaskOf(Gradients(), 1, 10).slice(0, 0, 3).equal(Row({0, 0, 0})));
  EXPECT_EQ(testing::TinySetting("SANDMask").hparams["tau"], 0.5);
}

TEST(AndMask, FollowsDomainBed) { testing::ExpectFollowsDomainBed("ANDMask"); }
TEST(SandMask, FollowsDomainBed) { testing::ExpectFollowsDomainBed("SANDMask"); }

}  // namespace
}  // namespace graft

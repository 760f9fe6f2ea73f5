#include "dg/objectives/eqrm.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/gradient_check.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

at::Tensor Risks(const std::vector<double>& risks) {
  return at::tensor(risks, at::kDouble);
}

double QuantileOf(const std::vector<double>& risks, double alpha) {
  const at::Tensor r = Risks(risks);
  return RiskQuantile(r, alpha, QuantileMix(r, alpha)).item<double>();
}

TEST(Eqrm, RejectsWhatIsNoQuantile) {
  for (const double alpha : {0.0, 1.0, -0.5}) {
    const auto made = CreateObjective(
        "EQRM", testing::TinySetting("EQRM", {{"eqrm_quantile", alpha}}));
    EXPECT_EQ(made.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_NE(made.status().message().find("eqrm_quantile"), std::string::npos);
  }
}

// Two risks lie symmetrically about the median. 32 bisections of a bracket of 2: 2⁻³¹.
TEST(Eqrm, TheMedianOfTwoRisksIsTheirMiddle) {
  EXPECT_NEAR(QuantileOf({1, 3}, 0.5), 2, 0x1p-31);
}

// Risks 1 and 3: s = √2, h = 1.06 √2 2^(-1/5), and at 3 one kernel is at its middle:
// F(3) = (Φ(2/h) + 1/2)/2.
TEST(Eqrm, InvertsTheKernelDensity) {
  const double h = 1.06 * std::sqrt(2) * std::pow(2, -0.2);
  const double at_three = (std::erfc(-2 / h / std::sqrt(2)) / 2 + 0.5) / 2;
  EXPECT_NEAR(QuantileOf({1, 3}, at_three), 3, 4 * 0x1p-31);
  EXPECT_GT(QuantileOf({1, 3}, 0.95), 3);  // above the largest
  EXPECT_LT(QuantileOf({1, 3}, 0.05), 1);
}

TEST(Eqrm, GrowsWithTheQuantile) {
  double before = -1e9;
  for (const double alpha : {0.01, 0.3, 0.5, 0.75, 0.9, 0.99}) {
    const double now = QuantileOf({0.2, 0.9, 0.7, 1.4}, alpha);
    EXPECT_GT(now, before);
    before = now;
  }
}

TEST(Eqrm, OfEqualRisksIsTheirMean) { EXPECT_EQ(QuantileOf({2, 2, 2}, 0.9), 2); }

// Risks that all grow by 1 have a quantile that does.
TEST(Eqrm, GradientSumsToOne) {
  const at::Tensor risks = Risks({0.2, 0.9, 0.7}).requires_grad_();
  RiskQuantile(risks, 0.75, QuantileMix(risks, 0.75)).backward();
  EXPECT_NEAR(risks.grad().sum().item<double>(), 1, 1e-14);
}

TEST(Eqrm, DifferentiatesWithItsMixHeld) {
  const at::Tensor risks = Risks({0.2, 0.9, 0.7, 1.4}).requires_grad_();
  const auto agreement = testing::CheckGradient(
      [&] { return RiskQuantile(risks, 0.75, 0.6); }, {{"risks", risks}});
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

TEST(Eqrm, FollowsDomainBedThroughItsBurnIn) {
  testing::ExpectFollowsDomainBed({.file = "EQRM", .scalars = {"loss"}});
}

}  // namespace
}  // namespace graft

#include "dg/objectives/irm.h"

#include <gtest/gtest.h>

#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::JointOf;
using testing::Matrix;

// z = (a, 0), y = 0: d/ds ℓ(s z) at 1 is p₀ a - a = -a/(1 + eᵃ). With a = ln 3 on the even
// row and -ln 3 on the odd one: g₁ = -ln 3/4, g₂ = ln 3 · 3/4.
TEST(Irm, PenaltyIsTheProductOfTheSlopesOfTwoHalves) {
  const double a = std::log(3);
  const at::Tensor z = Matrix({{a, 0}, {-a, 0}});
  EXPECT_NEAR(IrmPenalty(JointOf(z, z, {0, 0}, {0, 2})).item<double>(),
              -3.0 / 16 * a * a, 1e-15);
}

TEST(Irm, PenaltyIsTheMeanOverDomains) {
  const double a = std::log(3);
  const at::Tensor z = Matrix({{a, 0}, {-a, 0}, {0, 0}, {0, 0}});
  EXPECT_NEAR(IrmPenalty(JointOf(z, z, {0, 0, 1, 1}, {0, 2, 4})).item<double>(),
              -3.0 / 32 * a * a, 1e-15);
}

TEST(Irm, DifferentiatesBeforeAndAfterAnnealing) {
  for (const int64_t step : {0, 3}) {
    const auto agreement =
        testing::CheckLossGradient("IRM", {{"irm_penalty_anneal_iters", 2}}, step);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

TEST(Irm, FollowsDomainBedThroughItsReset) { testing::ExpectFollowsDomainBed("IRM"); }

}  // namespace
}  // namespace graft

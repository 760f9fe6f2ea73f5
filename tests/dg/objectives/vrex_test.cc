#include "dg/objectives/vrex.h"

#include <gtest/gtest.h>

#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::JointOf;
using testing::Matrix;

// Risks ln 4 and ln 2: their variance is (ln 2 / 2)².
TEST(Vrex, AddsTheVarianceOfTheRisks) {
  Vrex vrex(testing::TinySetting(
      "VREx", {{"vrex_lambda", 10}, {"vrex_penalty_anneal_iters", 1}}));
  const at::Tensor z = Matrix({{std::log(3), 0}, {0, 0}});
  const Joint joint = JointOf(z, z, {1, 0}, {0, 1, 2});
  const double mean = (std::log(4) + std::log(2)) / 2,
               variance = std::log(2) * std::log(2) / 4;
  Scalars scalars;
  EXPECT_NEAR(vrex.Loss(joint, 0, scalars).item<double>(), mean + variance, 1e-15);
  EXPECT_NEAR(vrex.Loss(joint, 1, scalars).item<double>(), mean + 10 * variance, 2e-15);
  EXPECT_NEAR(scalars["penalty"], variance, 1e-15);
}

TEST(Vrex, DifferentiatesBeforeAndAfterAnnealing) {
  for (const int64_t step : {0, 3}) {
    const auto agreement =
        testing::CheckLossGradient("VREx", {{"vrex_penalty_anneal_iters", 2}}, step);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

TEST(Vrex, FollowsDomainBedThroughItsReset) { testing::ExpectFollowsDomainBed("VREx"); }

}  // namespace
}  // namespace graft

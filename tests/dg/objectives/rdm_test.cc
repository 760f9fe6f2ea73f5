#include "dg/objectives/rdm.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::JointOf;
using testing::Matrix;

// Losses (0, 0) and (1, 1): the worst domain is the second, ℓ_w = (1, 1). Its mean kernel with
// itself is 1, that of all is (1 + u)/2 with u = exp(-γ), that of both the same: a distance of
// (1 - u)/2. Var ℓ = 1/3, Var ℓ_w = 0.
TEST(Rdm, MatchesTheLossesOfTheWorstDomainWithAll) {
  Rdm rdm(testing::TinySetting(
      "RDM",
      {{"rdm_lambda", 2}, {"variance_weight", 3}, {"rdm_penalty_anneal_iters", 1}}));
  const at::Tensor z = at::zeros({4, 2}, at::kDouble);
  Joint joint = JointOf(z, z, {0, 0, 0, 0}, {0, 2, 4});
  joint.losses = at::tensor({0, 0, 1, 1}, at::kDouble);
  double distance = 0;
  for (const double gamma : {1e-4, 1e-3, 1e-2, 0.1, 1.0, 10.0, 100.0, 1000.0})
    distance += (1 - std::exp(-gamma)) / 2;
  Scalars scalars;
  EXPECT_EQ(rdm.Loss(joint, 0, scalars).item<double>(), 0.5);
  EXPECT_NEAR(rdm.Loss(joint, 1, scalars).item<double>(), 0.5 + 2 * distance + 3.0 / 3,
              1e-14);
  EXPECT_NEAR(scalars["matching_penalty"], distance, 1e-14);
  EXPECT_NEAR(scalars["variance_penalty"], 1.0 / 3, 1e-15);
}

TEST(Rdm, DifferentiatesBeforeAndAfterAnnealing) {
  for (const int64_t step : {0, 3}) {
    const auto agreement =
        testing::CheckLossGradient("RDM", {{"rdm_penalty_anneal_iters", 2}}, step);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

TEST(Rdm, FollowsDomainBedThroughItsReset) {
  testing::ExpectFollowsDomainBed(
      {.file = "RDM", .scalars = {"matching_penalty", "variance_penalty"}});
}

}  // namespace
}  // namespace graft

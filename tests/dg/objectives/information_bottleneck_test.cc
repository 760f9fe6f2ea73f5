#include "dg/objectives/information_bottleneck.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "dg/objectives/irm.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::JointOf;
using testing::Matrix;

// Variances 2 and 0 in the first domain, 8 and 2 in the second: (1 + 5)/2. Risks ln 2.
Joint Example() {
  return JointOf(Matrix({{0, 1}, {2, 1}, {1, 0}, {5, 2}}),
                 at::zeros({4, 2}, at::kDouble), {0, 1, 0, 1}, {0, 2, 4});
}

TEST(InformationBottleneck, IsTheVarianceOfTheFeaturesWithinDomains) {
  EXPECT_DOUBLE_EQ(FeatureVariance(Example()).item<double>(), 3);
  const at::Tensor row = Matrix({{7, 8}});
  EXPECT_EQ(FeatureVariance(JointOf(row, row, {0}, {0, 1})).item<double>(), 0);
}

TEST(IbErm, AddsItAfterAnnealing) {
  IbErm ib(testing::TinySetting("IB_ERM",
                                {{"ib_lambda", 10}, {"ib_penalty_anneal_iters", 2}}));
  Scalars scalars;
  EXPECT_NEAR(ib.Loss(Example(), 1, scalars).item<double>(), std::log(2), 1e-15);
  EXPECT_NEAR(ib.Loss(Example(), 2, scalars).item<double>(), std::log(2) + 30, 1e-14);
}

TEST(IbIrm, AddsBothPenaltiesEachFromItsOwnStep) {
  IbIrm ib(testing::TinySetting("IB_IRM", {{"irm_lambda", 5},
                                           {"irm_penalty_anneal_iters", 1},
                                           {"ib_lambda", 10},
                                           {"ib_penalty_anneal_iters", 2}}));
  Joint joint = Example();
  joint.logits = Matrix({{std::log(3), 0}, {-std::log(3), 0}, {0, 0}, {0, 0}});
  joint.y = at::zeros({4}, at::kLong);
  const double irm = -3.0 / 32 * std::log(3) * std::log(3);  // irm_test.cc
  Scalars scalars;
  for (const auto& [step, expected] :
       std::vector<std::pair<int, double>>{{0, irm}, {1, 5 * irm}, {2, 5 * irm + 30}})
    EXPECT_NEAR(ib.Loss(joint, step, scalars).item<double>() - scalars["nll"], expected,
                1e-14);
}

TEST(InformationBottleneck, DifferentiatesBeforeAndAfterAnnealing) {
  for (const int64_t step : {0, 3}) {
    const auto erm =
        testing::CheckLossGradient("IB_ERM", {{"ib_penalty_anneal_iters", 2}}, step);
    EXPECT_TRUE(testing::Agrees(erm)) << erm;
    const auto irm = testing::CheckLossGradient(
        "IB_IRM", {{"irm_penalty_anneal_iters", 1}, {"ib_penalty_anneal_iters", 2}},
        step);
    EXPECT_TRUE(testing::Agrees(irm)) << irm;
  }
}

TEST(IbErm, FollowsDomainBedThroughItsReset) {
  testing::ExpectFollowsDomainBed(
      {.file = "IB_ERM", .scalars = {"loss", "IB_penalty"}});
}

TEST(IbIrm, FollowsDomainBedThroughBothResets) {
  testing::ExpectFollowsDomainBed(
      {.file = "IB_IRM", .scalars = {"loss", "IB_penalty", "IRM_penalty"}});
}

}  // namespace
}  // namespace graft

#include "dg/objectives/feature_alignment.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::JointOf;
using testing::Matrix;

// Two rows of equal logits a domain: every risk is ln 2.
double LossOf(FeatureAlignment& objective, const at::Tensor& features) {
  Scalars scalars;
  return objective
      .Loss(JointOf(features, at::zeros({4, 2}, at::kDouble), {0, 1, 0, 1}, {0, 2, 4}),
            0, scalars)
      .item<double>();
}

// Means 1 and 3, variances 2 and 8: 2² + 6².
TEST(Coral, AddsTheSquaresOfMeansAndCovariances) {
  Coral coral(testing::TinySetting("CORAL", {{"mmd_gamma", 0.5}}));
  EXPECT_NEAR(LossOf(coral, Matrix({{0}, {2}, {1}, {5}})), std::log(2) + 0.5 * 40,
              1e-14);
}

// A domain at 0 and one at 1, both twice: Σ_γ (1 + 1 - 2 exp(-γ)).
TEST(Mmd, AddsTheDistanceOfKernelMeans) {
  Mmd mmd(testing::TinySetting("MMD", {{"mmd_gamma", 0.5}}));
  double distance = 0;
  for (const double gamma : {1e-3, 1e-2, 0.1, 1.0, 10.0, 100.0, 1000.0})
    distance += 2 - 2 * std::exp(-gamma);
  EXPECT_NEAR(LossOf(mmd, Matrix({{0}, {0}, {1}, {1}})), std::log(2) + 0.5 * distance,
              1e-14);
}

TEST(Coral, Differentiates) {
  const auto agreement = testing::CheckLossGradient("CORAL", {});
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

TEST(Mmd, Differentiates) {
  const auto agreement = testing::CheckLossGradient("MMD", {});
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

TEST(Coral, FollowsDomainBed) {
  testing::ExpectFollowsDomainBed({.file = "CORAL", .scalars = {"penalty"}});
}

TEST(Mmd, FollowsDomainBed) {
  testing::ExpectFollowsDomainBed({.file = "MMD", .scalars = {"penalty"}});
}

}  // namespace
}  // namespace graft

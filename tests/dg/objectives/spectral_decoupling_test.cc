#include "dg/objectives/spectral_decoupling.h"

#include <gtest/gtest.h>

#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::Matrix;

// Logits (ln 3, 0) and (0, 0): the mean square of the four is (ln 3)²/4.
TEST(SpectralDecoupling, AddsTheMeanSquareOfTheLogits) {
  SpectralDecoupling sd(testing::TinySetting("SD", {{"sd_reg", 0.5}}));
  const at::Tensor z = Matrix({{std::log(3), 0}, {0, 0}});
  Scalars scalars;
  const double loss =
      sd.Loss(testing::JointOf(z, z, {1, 0}, {0, 1, 2}), 0, scalars).item<double>();
  const double square = std::log(3) * std::log(3) / 4;
  EXPECT_NEAR(loss, (std::log(4) + std::log(2)) / 2 + 0.5 * square, 1e-15);
  EXPECT_NEAR(scalars["penalty"], square, 1e-15);
}

TEST(SpectralDecoupling, Differentiates) {
  const auto agreement = testing::CheckLossGradient("SD", {});
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

TEST(SpectralDecoupling, FollowsDomainBed) {
  testing::ExpectFollowsDomainBed({.file = "SD", .scalars = {"penalty"}});
}

}  // namespace
}  // namespace graft

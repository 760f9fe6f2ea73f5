#include "dg/objectives/erm.h"

#include <gtest/gtest.h>

#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::JointOf;
using testing::Matrix;

// Two rows, both wrong by logits (ln 3, 0) for class 1: ℓ = ln 4.
TEST(Erm, IsTheMeanLossOfAllRows) {
  Erm erm(testing::TinySetting("ERM"));
  const at::Tensor z = Matrix({{std::log(3), 0}, {0, 0}});
  Scalars scalars;
  const double loss =
      erm.Loss(JointOf(z, z, {1, 0}, {0, 1, 2}), 0, scalars).item<double>();
  EXPECT_DOUBLE_EQ(loss, (std::log(4) + std::log(2)) / 2);
}

TEST(Erm, Differentiates) {
  const auto agreement = testing::CheckLossGradient("ERM", {});
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

TEST(Erm, FollowsDomainBed) { testing::ExpectFollowsDomainBed("ERM"); }

}  // namespace
}  // namespace graft

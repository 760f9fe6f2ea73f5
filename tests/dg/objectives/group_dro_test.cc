#include "dg/objectives/group_dro.h"

#include <gtest/gtest.h>

#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::Matrix;

// Risks ln 4 and ln 2 with η = 1: q goes to (4, 2)/6, then to (16, 4)/20.
TEST(GroupDro, MovesWeightToTheDomainsThatGoWorst) {
  GroupDro dro(testing::TinySetting("GroupDRO", {{"groupdro_eta", 1}}, 2));
  const at::Tensor z = Matrix({{std::log(3), 0}, {0, 0}});
  const Joint joint = testing::JointOf(z, z, {1, 0}, {0, 1, 2});
  Scalars scalars;
  EXPECT_NEAR(dro.Loss(joint, 0, scalars).item<double>(),
              (2 * std::log(4) + std::log(2)) / 3, 1e-15);
  EXPECT_NEAR(dro.Loss(joint, 1, scalars).item<double>(),
              (4 * std::log(4) + std::log(2)) / 5, 1e-15);
  EXPECT_NEAR(scalars["worst_weight"], 0.8, 1e-15);
}

// η = 0: the weights stay as they are, equal ones.
TEST(GroupDro, Differentiates) {
  const auto agreement = testing::CheckLossGradient("GroupDRO", {{"groupdro_eta", 0}});
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

TEST(GroupDro, FollowsDomainBed) {
  testing::ExpectFollowsDomainBed({.file = "GroupDRO", .scalars = {"loss"}});
}

}  // namespace
}  // namespace graft

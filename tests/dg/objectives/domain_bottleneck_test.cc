#include "dg/objectives/domain_bottleneck.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::JointOf;
using testing::Matrix;

// Rows a, b in the first domain, c, d in the second, of one number each. With τ = 1, exp s is
// 2 of a and b, 3 of a and c, x = 3^(ln 2) of b and c, and 1 of all with d.
const double kLn2 = std::log(2), kLn3 = std::log(3), kX = std::pow(3, kLn2);

Joint Example(std::vector<int64_t> labels) {
  const at::Tensor z = Matrix({{1}, {kLn2}, {kLn3}, {0}});
  return JointOf(z, at::zeros({4, 3}, at::kDouble), std::move(labels), {0, 2, 4});
}

double Bottleneck(const Joint& joint, const BottleneckRule& rule) {
  return 0.07 * DomainBottleneck(joint.features, joint, rule).item<double>();
}

TEST(Cad, ContrastsOtherDomainsWithAllOtherRows) {
  const double log_p = std::log(4.0 / 6) +                  // a: (c + d) / (b + c + d)
                       std::log((kX + 1) / (2 + kX + 1)) +  // b
                       std::log((3 + kX) / (3 + kX + 1)) +  // c: (a + b) / (a + b + d)
                       std::log(2.0 / 3);                   // d
  EXPECT_NEAR(Bottleneck(Example({0, 1, 0, 1}), {.temperature = 1}), -log_p / 4, 1e-15);
}

TEST(Cad, LeavesOutRowsWhoseLabelNoOtherHas) {
  const double log_p = std::log(4.0 / 6) + std::log((3 + kX) / (3 + kX + 1));
  EXPECT_NEAR(Bottleneck(Example({0, 1, 0, 2}), {.temperature = 1}), -log_p / 2, 1e-15);
}

// The own domain with each row itself, exp 0, over all others.
TEST(Cad, UnflippedPushesTheOwnDomainAway) {
  const double log_p = std::log((1 + 2) / 6.0) + std::log((2 + 1) / (2 + kX + 1)) +
                       std::log((1 + 1) / (3 + kX + 1)) + std::log((1 + 1) / 3.0);
  EXPECT_NEAR(Bottleneck(Example({0, 1, 0, 1}), {.temperature = 1, .flipped = false}),
              log_p / 4, 1e-15);
}

// Labels 0 of a, b, c: a has b in its domain and c in the other.
TEST(CondCad, ContrastsAmongRowsOfTheSameLabel) {
  const Joint joint = Example({0, 0, 0, 1});
  const double other = std::log(3.0 / 5) + std::log(kX / (2 + kX)) + std::log(1);
  EXPECT_NEAR(Bottleneck(joint, {.temperature = 1, .conditional = true}), -other / 3,
              1e-15);
  const double own = std::log(2.0 / 5) + std::log(2 / (2 + kX));
  EXPECT_NEAR(
      Bottleneck(joint, {.temperature = 1, .conditional = true, .flipped = false}),
      own / 2, 1e-15);
}

TEST(Cad, OfOneDomainIsNothing) {
  Joint joint = Example({0, 1, 0, 1});
  joint.starts = {0, 4};
  for (const bool conditional : {false, true})
    EXPECT_EQ(Bottleneck(joint, {.conditional = conditional}), 0);
}

TEST(DomainBottleneck, Differentiates) {
  for (const std::string name : {"CAD", "CondCAD"})
    for (const double other : {0.0, 1.0}) {
      const auto agreement = testing::CheckLossGradient(
          name,
          {{"is_project", other}, {"is_normalized", other}, {"is_flipped", 1 - other}});
      EXPECT_TRUE(testing::Agrees(agreement)) << name << " " << agreement;
    }
}

TEST(DomainBottleneck, FollowsDomainBed) {
  for (const char* file : {"CAD", "CondCAD", "CAD_project", "CondCAD_project"})
    testing::ExpectFollowsDomainBed({.file = file, .scalars = {"bn_loss"}});
}

}  // namespace
}  // namespace graft

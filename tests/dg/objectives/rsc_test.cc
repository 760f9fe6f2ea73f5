#include "dg/objectives/rsc.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::JointOf;
using testing::Matrix;

// numpy.percentile([8, 1, 4, 2], [0, 40, 50, 100]): places 0, 1.2, 1.5 and 3 of 1, 2, 4, 8.
TEST(Percentile, LiesOnALineBetweenNeighbours) {
  const at::Tensor x = Matrix({{8, 1, 4, 2}});
  EXPECT_DOUBLE_EQ(Percentile(x, 0).item<double>(), 1);
  EXPECT_DOUBLE_EQ(Percentile(x, 40).item<double>(), 2.4);
  EXPECT_DOUBLE_EQ(Percentile(x, 50).item<double>(), 3);
  EXPECT_DOUBLE_EQ(Percentile(x, 100).item<double>(), 8);
}

TEST(Percentile, IsThatOfEachRow) {
  EXPECT_TRUE(Percentile(Matrix({{1, 2, 3}, {6, 5, 4}}), 50)
                  .equal(at::tensor({2.0, 5.0}, at::kDouble)));
}

// W_0 = (5, 1, 2, 3, 4), the others 0; features 1. A third of five features: the two largest
// of row 0 are muted, z_0 = 15 becomes 6. Row 1 is of class 1, whose gradient is 0
// everywhere: all is muted, and p_1 grows, so it is the one that keeps all.
TEST(Rsc, MutesTheStrongestFeaturesOfTheRowsThatNeedThem) {
  Rsc rsc(testing::TinySetting("RSC"));
  {
    const NoGrad no_grad;
    for (const NamedTensor& t : rsc.State())
      if (t.name.starts_with("classifier")) t.tensor.zero_();
    for (const NamedTensor& t : rsc.State())
      if (t.name == "classifier.weight")
        t.tensor[0].copy_(at::tensor({5.0, 1.0, 2.0, 3.0, 4.0}, at::kDouble));
  }
  const at::Tensor z = Matrix({{15, 0, 0}, {15, 0, 0}});
  const Joint joint = JointOf(at::full({2, 5}, 1, at::kDouble), z, {0, 1}, {0, 1, 2});
  Scalars scalars;
  const double muted = std::log1p(2 * std::exp(-6)),
               kept = 15 + std::log1p(2 * std::exp(-15));
  EXPECT_NEAR(rsc.Loss(joint, 0, scalars).item<double>(), (muted + kept) / 2, 2e-15);
}

TEST(Rsc, Differentiates) {
  const auto agreement = testing::CheckLossGradient("RSC", {});
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

TEST(Rsc, FollowsDomainBed) {
  testing::ExpectFollowsDomainBed({.file = "RSC", .scalars = {"loss"}});
}

}  // namespace
}  // namespace graft

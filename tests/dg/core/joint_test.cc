#include "dg/core/joint.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::JointOf;
using testing::Matrix;

// ℓ = ln 2 for every row of equal logits, ln 4 for a wrong one of ln 3.
const double kRight = std::log(2), kWrong = std::log(4);

TEST(Joint, SlicesTheRowsOfADomain) {
  const std::vector<DomainBatch> batches = testing::TinyBatches(0);
  const Joint joint = Join(batches);
  EXPECT_EQ(joint.domains(), 3);
  EXPECT_TRUE(joint.equal_rows());
  const std::vector<at::Tensor> parts = joint.ByDomain(joint.x.values);
  for (int e = 0; e < 3; ++e) {
    EXPECT_TRUE(joint.Of(e, joint.x.values).equal(batches[e].x.values));
    EXPECT_TRUE(parts[e].equal(batches[e].x.values));
  }
  EXPECT_EQ(joint.DomainLabels().sum().item<int64_t>(), 8 * (0 + 1 + 2));
}

TEST(Joint, RisksAreMeansOfTheirRows) {
  const at::Tensor z = Matrix({{std::log(3), 0}, {0, 0}, {0, 0}, {0, 0}});
  const at::Tensor risks = JointOf(z, z, {1, 0, 0, 0}, {0, 2, 4}).Risks();
  EXPECT_DOUBLE_EQ(risks[0].item<double>(), (kWrong + kRight) / 2);
  EXPECT_DOUBLE_EQ(risks[1].item<double>(), kRight);
}

TEST(Joint, MeanRiskWeighsDomainsAlikeWhateverTheirRows) {
  const at::Tensor z = Matrix({{std::log(3), 0}, {0, 0}, {0, 0}});
  const Joint joint = JointOf(z, z, {1, 0, 0}, {0, 1, 3});
  EXPECT_FALSE(joint.equal_rows());
  EXPECT_DOUBLE_EQ(joint.MeanRisk().item<double>(), (kWrong + kRight) / 2);
  EXPECT_DOUBLE_EQ(joint.Risks()[1].item<double>(), kRight);
}

TEST(Joint, MeanRiskOfEqualDomainsIsTheMeanOfAllRowsBitForBit) {
  const at::Tensor z = testing::TinyBatches(0)[0].x.values.slice(1, 0, 3);
  const Joint joint = JointOf(z, z, {0, 1, 2, 0, 1, 2, 0, 1}, {0, 4, 8});
  EXPECT_TRUE(joint.MeanRisk().equal(joint.losses.mean()));
}

}  // namespace
}  // namespace graft

#include "dg/objectives/iga.h"

#include <gtest/gtest.h>

#include "common/tensor/gradients.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::Matrix;

// Mean (2, 2): the rows are (-1, 0) and (1, 0) from it, so that the spread is 2 and its
// gradient twice those differences.
TEST(Iga, SpreadIsTheSumOfSquaredDistancesFromTheMean) {
  const at::Tensor gradients = Matrix({{1, 2}, {3, 2}}).requires_grad_();
  const at::Tensor spread = GradientSpread(gradients);
  EXPECT_EQ(spread.item<double>(), 2);
  EXPECT_TRUE(
      graft::Gradients(spread, {gradients})[0].equal(Matrix({{-2, 0}, {2, 0}})));
}

TEST(Iga, Differentiates) {
  Iga iga(testing::TinySetting("IGA", {{"penalty", 3}}));
  std::vector<NamedTensor> trained;
  for (const NamedTensor& t : iga.State())
    if (t.tensor.requires_grad()) trained.push_back(t);
  const std::vector<DomainBatch> batches = testing::TinyBatches(0);
  const auto agreement = testing::CheckGradient(
      [&] {
        const at::AutoGradMode on(true);  // the loss itself differentiates
        Scalars scalars;
        return iga.Loss(batches, 0, scalars);
      },
      trained);
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

TEST(Iga, TellsRiskAndPenaltyApart) {
  Iga iga(testing::TinySetting("IGA", {{"penalty", 3}}));
  Scalars scalars;
  const double loss = iga.Loss(testing::TinyBatches(0), 0, scalars).item<double>();
  EXPECT_GT(scalars["penalty"], 0);
  EXPECT_NEAR(loss, scalars["loss"] + 3 * scalars["penalty"], 1e-14);
}

TEST(Iga, FollowsDomainBed) { testing::ExpectFollowsDomainBed("IGA"); }

}  // namespace
}  // namespace graft

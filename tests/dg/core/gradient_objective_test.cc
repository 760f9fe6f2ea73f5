#include "dg/core/gradient_objective.h"

#include <gtest/gtest.h>

#include "common/tensor/gradients.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "dg/networks/mlp.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::TinyBatches;

class Probe final : public GradientObjective {
 public:
  explicit Probe(double dropout = 0) : GradientObjective(Setting(dropout)) {}
  Scalars Step(std::span<const DomainBatch>, int64_t) override { return {}; }

  using GradientObjective::Differentiate;
  using GradientObjective::DifferentiateEach;
  using NetworkObjective::adam;
  using NetworkObjective::Forward;

 private:
  static ObjectiveSetting Setting(double dropout) {
    ObjectiveSetting setting = testing::TinySetting("ERM");
    setting.featurizer = [=](const FeaturizerRequest&, const RandomStream& init) {
      return std::make_unique<Mlp>(
          MlpConfig{.inputs = 6, .outputs = 5, .width = 5, .dropout = dropout},
          at::kDouble, init);
    };
    return setting;
  }
};

at::Tensor Flat(const std::vector<at::Tensor>& tensors) {
  std::vector<at::Tensor> flat;
  for (const at::Tensor& t : tensors) flat.push_back(t.flatten());
  return at::cat(flat);
}

// The other path: one pass of all rows, each risk differentiated through all of it. Sums of
// 8 terms in another order: 8 ε of the largest gradient, and ten times that for the layers.
TEST(GradientObjective, RowsAreTheGradientsOfTheDomainsRisks) {
  Probe probe;
  const std::vector<DomainBatch> batches = TinyBatches(0);
  const auto each = probe.DifferentiateEach(batches, 0);
  const Joint joint = probe.Forward(batches, 0);
  for (int64_t e = 0; e < 3; ++e) {
    const at::Tensor expected =
        Flat(Gradients(joint.Risk(e), probe.adam().tensors(), false, true));
    EXPECT_LT(testing::RelativeDistance(each.rows[e], expected), 2e-14) << e;
    EXPECT_NEAR(each.risks[e], joint.Risk(e).item<double>(), 1e-15) << e;
  }
  EXPECT_NEAR(each.mean_risk(), joint.MeanRisk().item<double>(), 1e-15);
}

TEST(GradientObjective, LeavesOneGradientAlone) {
  Probe probe;
  const Joint joint = probe.Forward(TinyBatches(0), 0);
  const double risk = probe.Differentiate(joint);
  EXPECT_EQ(risk, joint.MeanRisk().item<double>());
  const at::Tensor first = probe.adam().gradient().clone();
  probe.Differentiate(probe.Forward(TinyBatches(1), 0));
  EXPECT_FALSE(first.equal(probe.adam().gradient()));
  probe.Differentiate(probe.Forward(TinyBatches(0), 0));
  EXPECT_TRUE(first.equal(probe.adam().gradient()));
}

TEST(GradientObjective, DrawsAMaskForEachDomain) {
  std::vector<DomainBatch> batches = TinyBatches(0, 2);
  batches[1].x = batches[0].x;
  for (const double dropout : {0.0, 0.5}) {
    Probe probe(dropout);
    const at::Tensor rows = probe.DifferentiateEach(batches, 0).rows;
    EXPECT_EQ(rows[0].equal(rows[1]), dropout == 0);
  }
}

TEST(Excursion, IsTakenBackBitForBit) {
  Probe probe;
  const at::Tensor values = probe.adam().values(), start = values.clone();
  {
    const Excursion excursion(probe.adam());
    const NoGrad no_grad;
    values.mul_(1.1);
    EXPECT_FALSE(values.equal(start));
  }
  EXPECT_TRUE(values.equal(start));
}

}  // namespace
}  // namespace graft

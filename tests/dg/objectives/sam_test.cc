#include "dg/objectives/sam.h"

#include <gtest/gtest.h>

#include "common/tensor/gradients.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::TinyBatches;
using testing::TinyObjective;

TEST(Sam, AscentHasTheLengthAndTheGradientsDirection) {
  const at::Tensor ascent = Ascent(at::tensor({3.0, -4.0}, at::kDouble), 0.05);
  EXPECT_NEAR(ascent[0].item<double>(), 0.03, 1e-17);
  EXPECT_NEAR(ascent[1].item<double>(), -0.04, 1e-17);
  EXPECT_TRUE(
      Ascent(at::zeros({3}, at::kDouble), 0.05).equal(at::zeros({3}, at::kDouble)));
}

std::vector<at::Tensor> Trained(const Objective& objective) {
  std::vector<at::Tensor> trained;
  for (const NamedTensor& t : objective.State())
    if (t.tensor.requires_grad()) trained.push_back(t.tensor);
  return trained;
}

at::Tensor Risk(const Objective& objective) {
  const Joint joint = Join(TinyBatches(0));
  return RowLosses(objective.Logits(joint.x), joint.y).mean();
}

// By hand with ERM's network: up by ρ along the unit gradient; Adam's first step there is
// α g / (|g| + 10⁻⁸), taken from where it stood. Two roundings of g of 10⁻¹⁶ move that by
// α · 10⁻¹⁶ / 10⁻⁸ at most.
TEST(Sam, StepsBackWithTheGradientFromAbove) {
  Sam sam(testing::TinySetting("SAM", {{"rho", 0.3}}));
  const auto network = TinyObjective("ERM");
  const std::vector<at::Tensor> weights = Trained(*network), moved = Trained(sam);
  std::vector<at::Tensor> start;
  for (const at::Tensor& w : weights) start.push_back(w.detach().clone());
  const double loss = Risk(*network).item<double>();
  const std::vector<at::Tensor> up = Gradients(Risk(*network), weights);
  double squares = 0;
  for (const at::Tensor& g : up) squares += g.square().sum().item<double>();
  {
    const NoGrad no_grad;
    for (size_t i = 0; i < weights.size(); ++i)
      weights[i].add_(up[i], 0.3 / std::sqrt(squares));
  }
  const double above = Risk(*network).item<double>();
  const std::vector<at::Tensor> down = Gradients(Risk(*network), weights);

  const Scalars scalars = sam.Step(TinyBatches(0), 0);
  EXPECT_NEAR(scalars.at("loss"), loss, 1e-15);
  EXPECT_NEAR(scalars.at("worst_loss"), above, 1e-14);
  EXPECT_GT(above, loss);
  for (size_t i = 0; i < weights.size(); ++i) {
    const at::Tensor expected = start[i] - 1e-3 * down[i] / (down[i].abs() + 1e-8);
    EXPECT_LT((moved[i].detach() - expected).abs().max().item<double>(), 1e-9);
  }
}

}  // namespace
}  // namespace graft

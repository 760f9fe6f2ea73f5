#include "dg/objectives/iga.h"

#include "common/tensor/gradients.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

// ∇ risk as one row [P] that can be differentiated again.
at::Tensor DifferentiableGradient(const at::Tensor& risk, const Adam& adam) {
  std::vector<at::Tensor> parts;
  for (const at::Tensor& part : Gradients(risk, adam.tensors(), /*create_graph=*/true))
    parts.push_back(part.flatten());
  return at::cat(parts);
}

}  // namespace

at::Tensor GradientSpread(const at::Tensor& gradients) {
  return (gradients - gradients.detach().mean(0)).square().sum();
}

at::Tensor Iga::Loss(std::span<const DomainBatch> batches, int64_t step,
                     Scalars& scalars) {
  std::vector<at::Tensor> risks, gradients;
  for (const DomainBatch& batch : batches) {
    risks.push_back(ForwardOne(batch, step).MeanRisk());
    gradients.push_back(DifferentiableGradient(risks.back(), adam()));
  }
  const at::Tensor risk = at::stack(risks).mean(),
                   penalty = GradientSpread(at::stack(gradients));
  scalars = {{"loss", risk.item<double>()}, {"penalty", penalty.item<double>()}};
  return risk + hparam("penalty") * penalty;
}

Scalars Iga::Step(std::span<const DomainBatch> batches, int64_t step) {
  Scalars scalars;
  const at::Tensor loss = Loss(batches, step, scalars);
  Minimise(loss);
  return scalars;
}

REGISTER_OBJECTIVE(Iga, "IGA", "equal gradients in all domains",
                   ObjectiveTraits{.family = Family::kGradients, .min_domains = 2},
                   {{"penalty", 1000, Draw::Log10(1, 5), "weight of the penalty"}});

}  // namespace graft

#include "dg/objectives/transfer.h"

#include <algorithm>
#include <cmath>

#include "common/tensor/gradients.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

void CopyInto(const Linear &to, const Linear &from) {
  to.weight().copy_(from.weight());
  to.bias().copy_(from.bias());
}

at::Tensor RisksBy(const Linear &classifier, const Joint &joint) {
  Joint by_other = joint;
  by_other.losses = RowLosses(FixedLogits(classifier, joint.features), joint.y);
  return by_other.Risks();
}

// w with Σ_i w_i ℓ_i = λ (R_worst - R_best) [N]
at::Tensor GapWeights(const Joint &joint, const at::Tensor &risks, double lambda) {
  at::Tensor weights = at::zeros({joint.y.size(0)}, joint.features.options());
  const auto worst = risks.argmax().item<int64_t>(),
             best = risks.argmin().item<int64_t>();
  joint.Of(worst, weights).add_(lambda / static_cast<double>(joint.rows(worst)));
  joint.Of(best, weights).sub_(lambda / static_cast<double>(joint.rows(best)));
  return weights;
}

}  // namespace

void ProjectIntoBall(const Linear &classifier, const Linear &centre, double delta) {
  const at::Tensor weight = classifier.weight() - centre.weight(),
                   bias = classifier.bias() - centre.bias();
  const double distance =
      std::hypot(weight.norm().item<double>(), bias.norm().item<double>());
  if (distance <= delta) return;
  CopyInto(classifier, centre);
  classifier.weight().add_(weight, delta / distance);
  classifier.bias().add_(bias, delta / distance);
}

Transfer::Transfer(const ObjectiveSetting &setting)
    : NetworkObjective(setting, {.apart = true}),
      adversary_(setting.classes, featurizer().width(), dtype(),
                 setting.random.Fork("classifier")) {}

at::Tensor Transfer::Gap(const Joint &joint) const {
  const at::Tensor risks = RisksBy(adversary_, joint);
  return hparam("t_lambda") * (risks.max() - risks.min());
}

void Transfer::Descend(const at::Tensor &loss, bool classifier_too) {
  if (hparam("gda") == 0)
    return classifier_too ? Minimise(loss) : adam().Minimise(loss);
  std::vector<at::Tensor> trained = adam().tensors();
  if (classifier_too)
    trained.insert(trained.end(), {classifier().weight(), classifier().bias()});
  const std::vector<at::Tensor> gradients = Gradients(loss, trained);
  const NoGrad no_grad;
  for (size_t i = 0; i < trained.size(); ++i)
    trained[i].sub_(gradients[i], hparam("lr"));
}

double Transfer::Ascend(const Joint &joint) {
  double gap = 0;
  for (int64_t i = 0; i < hparams().Whole("d_steps_per_g"); ++i) {
    const at::Tensor risks = RisksBy(adversary_, joint);
    gap = hparam("t_lambda") * (risks.max() - risks.min()).item<double>();
    const LinearRisk difference = {adversary_, joint.features, joint.y,
                                   GapWeights(joint, risks, hparam("t_lambda"))};
    const LinearRisk::Gradient up = difference.ParameterGradient();
    adversary_.weight().add_(up.weight, hparam("lr_d"));
    adversary_.bias().add_(up.bias, hparam("lr_d"));
    ProjectIntoBall(adversary_, classifier(), hparam("delta"));
  }
  return gap;
}

Scalars Transfer::Step(std::span<const DomainBatch> batches, int64_t step) {
  Scalars scalars;
  const at::Tensor risk = Forward(batches, step).MeanRisk();
  scalars["loss"] = risk.item<double>();
  Descend(risk, /*classifier_too=*/true);
  const at::Tensor gap = Gap(Forward(batches, step));
  if (gap.requires_grad()) Descend(gap, /*classifier_too=*/false);
  const NoGrad no_grad;
  CopyInto(adversary_, classifier());
  scalars["gap"] = Ascend(Forward(batches, step));
  return scalars;
}

std::vector<NamedTensor> Transfer::State() const {
  std::vector<NamedTensor> all = NetworkObjective::State();
  for (const NamedTensor &t : adversary_.Tensors("adversary")) all.push_back(t);
  return all;
}

REGISTER_OBJECTIVE(
    Transfer, "Transfer", "no classifier nearby tells the domains apart by its risk",
    ObjectiveTraits{.family = Family::kRisk, .min_domains = 2},
    {{"t_lambda", 1, Draw::Log10(-2, 1), "weight of the gap"},
     {"delta", 2, Draw::Uniform(0.1, 3), "radius of the adversary's ball"},
     {"d_steps_per_g", 10, Draw::OneOf({1, 2, 5}), "steps of the adversary"},
     {"gda", 0, Draw::OneOf({1}), "1: plain gradient steps instead of Adam's"},
     {"lr_d", 1e-3, Draw::Log10(-4.5, -2.5), "learning rate of the adversary"}});

}  // namespace graft

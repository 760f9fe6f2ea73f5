#include "dg/objectives/fishr.h"

#include "common/tensor/ops.h"

namespace graft {

at::Tensor GradientVariances(const Joint& joint) {
  const at::Tensor labels =
      at::zeros_like(joint.logits).scatter_(1, joint.y.unsqueeze(1), 1);
  const at::Tensor error = at::softmax(joint.logits, 1) - labels;  // δ
  const at::Tensor ones = at::ones({joint.features.size(0), 1}, error.options());
  const at::Tensor read = at::cat({joint.features, ones}, 1);  // a
  const std::vector<at::Tensor> errors = joint.ByDomain(error),
                                reads = joint.ByDomain(read);
  std::vector<at::Tensor> variances;
  for (size_t e = 0; e < errors.size(); ++e) {
    const auto rows = static_cast<double>(errors[e].size(0));
    const at::Tensor mean = errors[e].t().mm(reads[e]) / rows;
    const at::Tensor square = errors[e].square().t().mm(reads[e].square()) / rows;
    variances.push_back(square - mean.square());
  }
  return at::stack(variances);
}

Fishr::Fishr(const ObjectiveSetting& setting)
    : LossObjective(setting),
      moving_(at::zeros({setting.domains, setting.classes, featurizer().width() + 1},
                        dtype())) {}

absl::Status Fishr::Check(const ObjectiveSetting& setting) {
  const double rho = setting.hparams["ema"];
  if (rho >= 0 && rho < 1) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("ema=", rho, ": expected at least 0 and less than 1"));
}

at::Tensor Fishr::Loss(const Joint& joint, int64_t step, Scalars& scalars) {
  const double lambda = Annealed(step, ResetStep(), 0, hparam("lambda"));
  const double rho = hparam("ema");
  const at::Tensor variances = GradientVariances(joint);          // v
  const at::Tensor used = variances + rho / (1 - rho) * moving_;  // u
  moving_.mul_(rho).add_(variances.detach(), 1 - rho);
  const at::Tensor penalty = (used - used.mean(0)).square().mean();
  const at::Tensor risk = joint.losses.mean();
  scalars["nll"] = risk.item<double>();
  scalars["penalty"] = penalty.item<double>();
  return risk + lambda * penalty;
}

std::vector<NamedTensor> Fishr::State() const {
  std::vector<NamedTensor> state = LossObjective::State();
  state.push_back({"gradient_variances", moving_});
  return state;
}

int64_t Fishr::ResetStep() const { return hparams().Whole("penalty_anneal_iters"); }

REGISTER_OBJECTIVE(
    Fishr, "Fishr", "gradients of rows that vary alike in all domains",
    ObjectiveTraits{.family = Family::kGradients,
                    .erm_when = {{"lambda", 0}, {"penalty_anneal_iters", 0}}},
    {{"lambda", 1000, Draw::Log10(1, 4), "weight of the penalty"},
     {"penalty_anneal_iters", 1500, Draw::WholeUniform(0, 5000), "steps without it"},
     {"ema", 0.95, Draw::Uniform(0.90, 0.99), "of the old in the moving average"}});

}  // namespace graft

#include "dg/objectives/irm.h"

#include "common/tensor/ops.h"

namespace graft {

at::Tensor IrmPenalty(const Joint& joint) {
  // d/ds ℓ_i(s z) at s = 1: Σ_k p_ik z_ik - z_i,y  [N]
  const at::Tensor slope = (at::softmax(joint.logits, 1) * joint.logits).sum(1) -
                           joint.logits.gather(1, joint.y.unsqueeze(1)).squeeze(1);
  at::Tensor sum;
  for (int64_t e = 0; e < joint.domains(); ++e) {
    const at::Tensor of = joint.Of(e, slope);
    const at::Tensor product =  // g₁ g₂
        of.slice(0, 0, {}, 2).mean() * of.slice(0, 1, {}, 2).mean();
    sum = e == 0 ? product : sum + product;
  }
  return sum / joint.domains();
}

at::Tensor Irm::Loss(const Joint& joint, int64_t step, Scalars& scalars) {
  const double lambda = Annealed(step, ResetStep(), 1, hparam("irm_lambda"));
  const at::Tensor risk = joint.MeanRisk(), penalty = IrmPenalty(joint);
  scalars["nll"] = risk.item<double>();
  scalars["penalty"] = penalty.item<double>();
  return risk + lambda * penalty;
}

int64_t Irm::ResetStep() const { return hparams().Whole("irm_penalty_anneal_iters"); }

REGISTER_OBJECTIVE(
    Irm, "IRM", "one classifier that is optimal in every domain",
    ObjectiveTraits{.family = Family::kRisk,
                    .erm_when = {{"irm_lambda", 0}, {"irm_penalty_anneal_iters", 0}}},
    {{"irm_lambda", 100, Draw::Log10(-1, 5), "weight of the penalty"},
     {"irm_penalty_anneal_iters", 500, Draw::WholeLog10(0, 4), "steps with weight 1"}});

}  // namespace graft

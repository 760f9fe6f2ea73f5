#include "dg/objectives/vrex.h"

#include "common/tensor/ops.h"

namespace graft {

at::Tensor Vrex::Loss(const Joint& joint, int64_t step, Scalars& scalars) {
  const double beta = Annealed(step, ResetStep(), 1, hparam("vrex_lambda"));
  const at::Tensor risks = joint.Risks();
  const at::Tensor penalty = (risks - risks.mean()).square().mean();
  const at::Tensor risk = joint.MeanRisk();
  scalars["nll"] = risk.item<double>();
  scalars["penalty"] = penalty.item<double>();
  return risk + beta * penalty;  // (8)
}

int64_t Vrex::ResetStep() const { return hparams().Whole("vrex_penalty_anneal_iters"); }

REGISTER_OBJECTIVE(Vrex, "VREx", "equal risks in all domains",
                   ObjectiveTraits{.family = Family::kRisk,
                                   .erm_when = {{"vrex_lambda", 0},
                                                {"vrex_penalty_anneal_iters", 0}}},
                   {{"vrex_lambda", 10, Draw::Log10(-1, 5), "weight of the penalty"},
                    {"vrex_penalty_anneal_iters", 500, Draw::WholeLog10(0, 4),
                     "steps with weight 1"}});

}  // namespace graft

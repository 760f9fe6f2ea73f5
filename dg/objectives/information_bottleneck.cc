#include "dg/objectives/information_bottleneck.h"

#include <algorithm>

#include "common/tensor/ops.h"
#include "dg/objectives/irm.h"

namespace graft {

at::Tensor FeatureVariance(const Joint& joint) {
  std::vector<at::Tensor> variances;
  for (const at::Tensor& z : joint.ByDomain(joint.features))
    variances.push_back((z - z.mean(0)).square().sum(0).mean() /
                        std::max<int64_t>(z.size(0) - 1, 1));
  return at::stack(variances).mean();
}

at::Tensor IbErm::Loss(const Joint& joint, int64_t step, Scalars& scalars) {
  const double beta = Annealed(step, hparams().Whole("ib_penalty_anneal_iters"), 0,
                               hparam("ib_lambda"));
  const at::Tensor risk = joint.MeanRisk(), variance = FeatureVariance(joint);
  scalars["nll"] = risk.item<double>();
  scalars["IB_penalty"] = variance.item<double>();
  return risk + beta * variance;
}

bool IbErm::ResetsAt(int64_t step) const {
  return step == hparams().Whole("ib_penalty_anneal_iters");
}

at::Tensor IbIrm::Loss(const Joint& joint, int64_t step, Scalars& scalars) {
  const double lambda = Annealed(step, hparams().Whole("irm_penalty_anneal_iters"), 1,
                                 hparam("irm_lambda"));
  const at::Tensor penalty = IrmPenalty(joint);
  scalars["IRM_penalty"] = penalty.item<double>();
  return IbErm::Loss(joint, step, scalars) + lambda * penalty;
}

bool IbIrm::ResetsAt(int64_t step) const {
  return IbErm::ResetsAt(step) || step == hparams().Whole("irm_penalty_anneal_iters");
}

namespace {

const HparamSpec kIbLambda = {"ib_lambda", 100, Draw::Log10(-1, 5),
                              "weight of the features' variance"};
const HparamSpec kIbAnneal = {"ib_penalty_anneal_iters", 500, Draw::WholeLog10(0, 4),
                              "steps without it"};

}  // namespace

REGISTER_OBJECTIVE(IbErm, "IB_ERM", "features of little variance",
                   ObjectiveTraits{
                       .family = Family::kFeatures,
                       .erm_when = {{"ib_lambda", 0}, {"ib_penalty_anneal_iters", 0}}},
                   {kIbLambda, kIbAnneal});

REGISTER_OBJECTIVE(IbIrm, "IB_IRM", "IRM on features of little variance",
                   ObjectiveTraits{.family = Family::kFeatures,
                                   .erm_when = {{"irm_lambda", 0},
                                                {"irm_penalty_anneal_iters", 0},
                                                {"ib_lambda", 0},
                                                {"ib_penalty_anneal_iters", 0}}},
                   {{"irm_lambda", 100, Draw::Log10(-1, 5), "weight of IRM's penalty"},
                    {"irm_penalty_anneal_iters", 500, Draw::WholeLog10(0, 4),
                     "steps with weight 1"},
                    kIbLambda,
                    kIbAnneal});

}  // namespace graft

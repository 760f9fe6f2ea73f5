#include "dg/objectives/trm.h"

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

constexpr int kHeadSteps = 30, kTerms = 10;
constexpr double kHeadRate = 0.1, kLargest = 10;

// The mean risk of domain e's own head.
LinearRisk OwnRisk(const Joint& joint, const Linear& head, int64_t e) {
  return {
      head, joint.Of(e, joint.features), joint.Of(e, joint.y),
      at::full({}, 1.0 / static_cast<double>(joint.rows(e)), joint.features.options())};
}

// w with Σ_i w_i ℓ_i = Σ_e weights_e R_e [N]
at::Tensor RowWeights(const Joint& joint, const at::Tensor& weights) {
  std::vector<at::Tensor> rows;
  for (int64_t e = 0; e < joint.domains(); ++e)
    rows.push_back((weights[e] / joint.rows(e)).expand({joint.rows(e)}));
  return at::cat(rows);
}

}  // namespace

at::Tensor InverseHessianProduct(const LinearRisk& risk, at::Tensor v) {
  at::Tensor sum = v;
  for (int k = 0; k < kTerms; ++k) {
    v = v - risk.HessianProduct(v);
    sum = sum + v;
    if (sum.abs().max().item<double>() > kLargest) break;  // it does not converge
  }
  return sum;
}

Trm::Trm(const ObjectiveSetting& setting)
    : LossObjective(setting),
      alpha_(at::ones({setting.domains, setting.domains}, dtype())) {
  for (int64_t e = 0; e < setting.domains; ++e)
    heads_.emplace_back(setting.classes, featurizer().width(), dtype(),
                        setting.random.Fork("head"));
  alpha_.fill_diagonal_(0);
}

void Trm::FitHeads(const Joint& joint) {
  const NoGrad no_grad;
  for (int64_t e = 0; e < joint.domains(); ++e) {
    const Linear& head = heads_[e];
    if (hparam("class_balanced") != 0) head.weight().copy_(classifier().weight());
    const LinearRisk risk = OwnRisk(joint, head, e);
    for (int i = 0; i < kHeadSteps; ++i) {
      const LinearRisk::Gradient g = risk.ParameterGradient();
      head.weight().sub_(g.weight, kHeadRate);
      head.bias().sub_(g.bias, kHeadRate);
    }
  }
}

at::Tensor Trm::TransferRisk(const Joint& joint, int64_t q) {
  const Linear& head = heads_[q];
  Joint by_head = joint;
  by_head.logits = FixedLogits(head, joint.features);
  by_head.losses = RowLosses(by_head.logits, joint.y);
  const at::Tensor weights = alpha_[q].clone();
  const at::Tensor risks = weights * by_head.Risks();  // α_Qi R_i(W_Q) [E]
  at::Tensor v;
  {
    const NoGrad no_grad;
    alpha_[q].mul_((hparam("groupdro_eta") * risks).exp());
    const LinearRisk transfer = {head, joint.features, joint.y,
                                 RowWeights(joint, weights)};
    v = InverseHessianProduct(OwnRisk(joint, head, q),
                              transfer.ParameterGradient().weight);
  }
  const at::Tensor own = OwnRisk(joint, head, q).ParameterGradient().weight;
  return risks.sum() - hparam("cos_lambda") * (v * own).sum();
}

at::Tensor Trm::Loss(const Joint& joint, int64_t step, Scalars& scalars) {
  at::Tensor loss = joint.MeanRisk();
  scalars["nll"] = loss.item<double>();
  scalars["trm_loss"] = 0;
  if (step < hparams().Whole("iters")) return loss;
  alpha_.div_(alpha_.sum(1, true));
  FitHeads(joint);
  at::Tensor transfer = TransferRisk(joint, 0);
  for (int64_t q = 1; q < joint.domains(); ++q)
    transfer = transfer + TransferRisk(joint, q);
  transfer = transfer / joint.domains();
  scalars["trm_loss"] = transfer.item<double>();
  return loss + transfer;
}

std::vector<NamedTensor> Trm::State() const {
  std::vector<NamedTensor> all = LossObjective::State();
  for (size_t e = 0; e < heads_.size(); ++e)
    for (const NamedTensor& t : heads_[e].Tensors(StrCat("heads.", e)))
      all.push_back(t);
  all.push_back({"alpha", alpha_});
  return all;
}

REGISTER_OBJECTIVE(
    Trm, "TRM", "classifiers of one domain that do well in the others",
    ObjectiveTraits{
        .family = Family::kRisk, .min_domains = 2, .erm_when = {{"iters", 1e9}}},
    {{"cos_lambda", 1e-4, Draw::Log10(-5, 0),
      "weight of what features do to the fit of a classifier"},
     {"iters", 200, Draw::WholeLog10(0, 4), "steps of ERM before"},
     {"groupdro_eta", 0.01, Draw::Log10(-3, -1), "rate of the weights of pairs"}});

}  // namespace graft

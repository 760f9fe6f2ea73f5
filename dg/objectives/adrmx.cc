#include "dg/objectives/adrmx.h"

#include <utility>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "dg/core/class_order.h"

namespace graft {
namespace {

constexpr double kTemperature = 0.07, kPairWeight = 0.5, kEpsilon = 1e-5;

AdamConfig Optimizer(const Hparams& hparams) {
  return {.rate = hparams["lr"], .beta1 = hparams["beta1"], .beta2 = 0.9};
}

void Append(std::vector<NamedTensor>& all, const std::string& prefix,
            std::vector<NamedTensor> more) {
  for (NamedTensor& t : more) all.push_back({prefix + t.name, t.tensor});
}

std::vector<NamedTensor> Trained(const Featurizer& label, const Featurizer& domain,
                                 const NonlinearClassifier& classify_1,
                                 const NonlinearClassifier& classify_2,
                                 const NonlinearClassifier& classify_domain) {
  std::vector<NamedTensor> all;
  Append(all, "featurizer_label.", label.Tensors());
  Append(all, "featurizer_domain.", domain.Tensors());
  Append(all, "", classify_1.Tensors("classifier_label_1"));
  Append(all, "", classify_2.Tensors("classifier_label_2"));
  Append(all, "", classify_domain.Tensors("classifier_domain"));
  return all;
}

// Rows of length 1.
at::Tensor Normalised(const at::Tensor& x) {
  return x / x.norm(2, {1}, /*keepdim=*/true).clamp_min(1e-12);
}

}  // namespace

at::Tensor SupervisedContrast(const at::Tensor& features, const at::Tensor& y) {
  const at::Tensor unit = Normalised(features), column = y.unsqueeze(1);
  const at::Tensor same = column.eq(y).fill_diagonal_(false).to(features.scalar_type());
  const at::Tensor weight =  // w
      kPairWeight * (at::mm(unit, unit.t()) / kTemperature).exp();
  const at::Tensor others = weight.sum(1, true) - weight.diagonal().unsqueeze(1);
  const at::Tensor log_share = (weight / (others + kEpsilon) + kEpsilon).log();
  const at::Tensor partners = same.sum(1);
  const at::Tensor of_row = (log_share * same).sum(1) / partners.clamp_min(1);  // C_i
  return -of_row.sum() / (partners.gt(0).sum() + 1);
}

Adrmx::Adrmx(const ObjectiveSetting& setting)
    : setting_(setting),
      label_(setting.featurizer({}, setting.random.Fork("featurizer_label"))),
      domain_(setting.featurizer({}, setting.random.Fork("featurizer_domain"))),
      classify_1_(setting.classes, label_->width(), label_->dtype(),
                  setting.random.Fork("classifier_label_1")),
      classify_2_(setting.classes, label_->width(), label_->dtype(),
                  setting.random.Fork("classifier_label_2")),
      classify_domain_(setting.domains, domain_->width(), label_->dtype(),
                       setting.random.Fork("classifier_domain")),
      adam_(Trained(*label_, *domain_, classify_1_, classify_2_, classify_domain_),
            Optimizer(setting.hparams)),
      adversary_(setting, label_->width(), label_->dtype(),
                 Optimizer(setting.hparams)) {}

Pass Adrmx::TrainingPass(std::string_view network, int64_t step) const {
  return {.training = true,
          .dropout = Dropout(setting_.random.Fork("dropout").Fork(step).Fork(network))};
}

Adrmx::Parts Adrmx::FeaturesOf(const Joint& joint, int64_t step) const {
  Parts parts = {label_->Features(joint.x, TrainingPass("label", step)),
                 domain_->Features(joint.x, TrainingPass("domain", step)),
                 {}};
  parts.invariant = parts.label - parts.domain;
  return parts;
}

at::Tensor Adrmx::AdversaryLoss(const Joint& joint, const Parts& parts,
                                int64_t step) const {
  const at::Tensor logits =
      adversary_(parts.invariant, TrainingPass("adversary", step));
  return RowLosses(logits, joint.DomainLabels()).mean();
}

at::Tensor Adrmx::RemixLoss(const Joint& joint, const Parts& parts,
                            const at::Tensor& by_class) const {
  const int64_t classes = setting_.classes, last = joint.y.size(0) - 1;
  const at::Tensor rows =  // of each class
      joint.y.unsqueeze(1).eq(at::arange(classes, at::kLong)).sum(0);
  const at::Tensor first = rows.cumsum(0) - rows;
  const at::Tensor a = by_class.index_select(0, first.clamp_max(last)),
                   b = by_class.index_select(0, (first + 1).clamp_max(last));
  const at::Tensor remixed =
      parts.invariant.index_select(0, a) + parts.domain.index_select(0, b);
  const at::Tensor losses = RowLosses(classify_1_(remixed), joint.y.index_select(0, a));
  return (losses * rows.ge(2)).sum() / classes;
}

at::Tensor Adrmx::Loss(const Joint& joint, const Parts& parts, int64_t step,
                       Scalars& scalars) const {
  const Hparams& weight = setting_.hparams;
  const auto risk = [&](const NonlinearClassifier& classify, const at::Tensor& x,
                        const at::Tensor& labels) {
    return RowLosses(classify(x), labels).mean();
  };
  const std::vector<std::tuple<const char*, double, at::Tensor>> terms = {
      {"loss_clf_int", 1, risk(classify_1_, parts.label, joint.y)},
      {"loss_clf_fin", 1, risk(classify_2_, parts.invariant, joint.y)},
      {"loss_dmn", weight["dclf_lambda"],
       risk(classify_domain_, parts.domain, joint.DomainLabels())},
      {"loss_disc", -weight["disc_lambda"], AdversaryLoss(joint, parts, step)},
      {"loss_cnt_int", weight["cnt_lambda"], SupervisedContrast(parts.label, joint.y)},
      {"loss_cnt_final", weight["cnt_lambda"],
       SupervisedContrast(parts.invariant, joint.y)},
      {"loss_remixed", weight["rmxd_lambda"],
       RemixLoss(joint, parts, Draw(joint.y, step))}};
  at::Tensor loss;
  for (const auto& [name, lambda, term] : terms) {
    scalars[name] = term.item<double>();
    loss = loss.defined() ? loss + lambda * term : lambda * term;
  }
  return loss;
}

at::Tensor Adrmx::Draw(const at::Tensor& y, int64_t step) const {
  return RowsByClass(y, setting_.random.Fork("remix").Fork(step));
}

Scalars Adrmx::Step(std::span<const DomainBatch> batches, int64_t step) {
  const Joint joint = Join(batches);
  if (adversary_.Learns(step)) {
    const Parts parts = [&] {
      const NoGrad no_grad;
      return FeaturesOf(joint, step);
    }();
    const at::Tensor loss = AdversaryLoss(joint, parts, step);
    adversary_.Minimise(loss);
    return {{"loss_disc", loss.item<double>()}};
  }
  Scalars scalars;
  const at::Tensor loss = Loss(joint, FeaturesOf(joint, step), step, scalars);
  adam_.Minimise(loss);
  scalars["loss_total"] = loss.item<double>();
  return scalars;
}

at::Tensor Adrmx::Logits(const Inputs& x) const { return classify_1_(Features(x)); }

at::Tensor Adrmx::Features(const Inputs& x) const { return label_->Features(x, {}); }

std::vector<NamedTensor> Adrmx::State() const {
  std::vector<NamedTensor> all;
  Append(all, "featurizer_label.", label_->Buffers());
  Append(all, "featurizer_domain.", domain_->Buffers());
  Append(all, "", adam_.parameters());
  Append(all, "", adam_.State("adam"));
  Append(all, "", adversary_.State());
  return all;
}

REGISTER_OBJECTIVE(
    Adrmx, "ADRMX", "label features less domain features, remixed in a class",
    ObjectiveTraits{.family = Family::kFeatures, .min_domains = 2, .ordered = true},
    {{"cnt_lambda", 1, {}, "λ_c, of the contrastive losses"},
     {"dclf_lambda", 1, {}, "λ_d, of the domain classifier's loss"},
     {"disc_lambda", 0.75, {}, "λ_a, of the adversary's loss"},
     {"rmxd_lambda", 1, {}, "λ_r, of the remixed rows' loss"},
     {"d_steps_per_g_step", 2, {}, "the adversary's steps for one of ours"},
     {"beta1", 0.5, {}, "of both optimizers; β2 is 0.9"},
     {"mlp_width", 256, {}, "of the adversary, and of an MLP's hidden layers"},
     {"mlp_depth", 9, Draw::OneOf({8, 9, 10}), "linear maps of both"},
     {"mlp_dropout", 0, {}, "of both"},
     {"lr",
      {3e-3, Draw::OneOf({5e-4, 1e-3, 2e-3, 3e-3})},
      {3e-5, Draw::OneOf({2e-5, 3e-5, 4e-5, 5e-5})},
      "learning rate of Adam"}});

}  // namespace graft

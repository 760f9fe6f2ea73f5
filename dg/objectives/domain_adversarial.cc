#include "dg/objectives/domain_adversarial.h"

#include "common/tensor/gradients.h"
#include "common/tensor/init.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

AdamConfig Optimizer(const Hparams& hparams, const std::string& player) {
  return {.rate = hparams["lr_" + player],
          .weight_decay = hparams["weight_decay_" + player],
          .beta1 = hparams["beta1"],
          .beta2 = 0.9};
}

// 1/(n_y K_y) of every row [N].
at::Tensor ClassWeights(const at::Tensor& y, at::ScalarType dtype) {
  const at::Tensor of_class = y.unsqueeze(1).eq(y).sum(1);
  return (of_class * (y.max() + 1)).to(dtype).reciprocal();
}

}  // namespace

DomainAdversarial::DomainAdversarial(const ObjectiveSetting& setting, bool conditional)
    : NetworkObjective(setting, {.adam = Optimizer(setting.hparams, "g")}),
      embeddings_(conditional ? Normal({setting.classes, featurizer().width()}, 1,
                                       dtype(), setting.random.Fork("class_embeddings"))
                                    .requires_grad_()
                              : at::Tensor()),
      adversary_(
          setting, featurizer().width(), dtype(), Optimizer(setting.hparams, "d"),
          conditional
              ? std::vector<NamedTensor>{{"class_embeddings.weight", embeddings_}}
              : std::vector<NamedTensor>{}) {}

at::Tensor DomainAdversarial::DiscriminatorLoss(const Joint& joint,
                                                int64_t step) const {
  const double penalty_weight = hparam("grad_penalty");  // γ
  at::Tensor u = joint.features;
  if (embeddings_.defined()) u = u + at::embedding(embeddings_, joint.y);
  if (penalty_weight != 0 && !u.requires_grad()) u = u.detach().requires_grad_();
  const at::Tensor losses =
      RowLosses(adversary_(u, TrainingPass(step)), joint.DomainLabels());
  const at::Tensor loss = embeddings_.defined()
                              ? (ClassWeights(joint.y, dtype()) * losses).sum()
                              : losses.mean();
  if (penalty_weight == 0) return loss;
  const at::Tensor slope = Gradients(losses.sum(), {u}, /*create_graph=*/true)[0];
  return loss + penalty_weight * slope.square().sum(1).mean();
}

at::Tensor DomainAdversarial::GeneratorLoss(const Joint& joint, int64_t step) const {
  return joint.losses.mean() - hparam("lambda") * DiscriminatorLoss(joint, step);
}

Scalars DomainAdversarial::Step(std::span<const DomainBatch> batches, int64_t step) {
  if (adversary_.Learns(step)) {
    Joint joint = Join(batches);
    {
      const NoGrad no_grad;
      joint.features = featurizer().Features(joint.x, TrainingPass(step));
    }
    const at::Tensor loss = DiscriminatorLoss(joint, step);
    adversary_.Minimise(loss);
    return {{"disc_loss", loss.item<double>()}};
  }
  const at::Tensor loss = GeneratorLoss(Forward(batches, step), step);
  Minimise(loss);
  return {{"gen_loss", loss.item<double>()}};
}

std::vector<NamedTensor> DomainAdversarial::State() const {
  std::vector<NamedTensor> all = NetworkObjective::State();
  for (NamedTensor& t : adversary_.State()) all.push_back(std::move(t));
  return all;
}

namespace {

const ObjectiveTraits kTraits = {
    .family = Family::kFeatures, .min_domains = 2, .ordered = true};

const std::vector<HparamSpec>& Settings() {
  static const auto* specs = new std::vector<HparamSpec>{
      {"lambda", 1, Draw::Log10(-2, 2), "weight of the discriminator's loss"},
      {"grad_penalty", 0, Draw::Log10(-2, 1), "γ, of the discriminator's slope"},
      {"d_steps_per_g_step", 1, Draw::WholeLog2(0, 3), "its steps for one of ours"},
      {"beta1", 0.5, Draw::OneOf({0, 0.5}), "of both optimizers; β2 is 0.9"},
      {"lr_g",
       {1e-3, Draw::Log10(-4.5, -2.5)},
       {5e-5, Draw::Log10(-5, -3.5)},
       "learning rate of featurizer and classifier"},
      {"lr_d",
       {1e-3, Draw::Log10(-4.5, -2.5)},
       {5e-5, Draw::Log10(-5, -3.5)},
       "learning rate of the discriminator"},
      {"weight_decay_g", {0}, {0, Draw::Log10(-6, -2)}, "of featurizer and classifier"},
      {"weight_decay_d", 0, Draw::Log10(-6, -2), "of the discriminator"}};
  return *specs;
}

}  // namespace

REGISTER_OBJECTIVE(Dann, "DANN", "features that do not tell the domain", kTraits,
                   Settings());
REGISTER_OBJECTIVE(Cdann, "CDANN",
                   "features that do not tell the domain, given the class", kTraits,
                   Settings());

}  // namespace graft

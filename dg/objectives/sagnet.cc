#include "dg/objectives/sagnet.h"

#include "common/tensor/init.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

constexpr double kEpsilon = 1e-5;

at::Tensor Mean(const at::Tensor& z) { return z.mean(1, /*keepdim=*/true); }

at::Tensor Variance(const at::Tensor& z) {
  return z.var({1}, /*unbiased=*/true, /*keepdim=*/true);
}

at::Tensor Deviation(const at::Tensor& variance) {
  return (variance + kEpsilon).sqrt();
}

at::Tensor Shuffle(int64_t rows, const RandomStream& stream) {
  return at::tensor(stream.Permutation(rows), at::kLong);
}

}  // namespace

at::Tensor MixStyles(const at::Tensor& z, const at::Tensor& mix,
                     const at::Tensor& other) {
  const auto mixed = [&](const at::Tensor& t) {
    return mix * t + (1 - mix) * t.index_select(0, other);
  };
  return Contents(z) * Deviation(mixed(Variance(z))) + mixed(Mean(z));
}

at::Tensor Contents(const at::Tensor& z) {
  return (z - Mean(z)) / Deviation(Variance(z));
}

at::Tensor Restyle(const at::Tensor& contents, const at::Tensor& z) {
  return contents * Deviation(Variance(z)) + Mean(z);
}

SagNet::SagNet(const ObjectiveSetting& setting)
    : NetworkObjective(setting, {.apart = true}),
      style_(setting.classes, featurizer().width(), dtype(),
             setting.random.Fork("style")),
      style_adam_(style_.Tensors("style"), adam_config()) {}

at::Tensor SagNet::ContentLoss(const at::Tensor& z, const at::Tensor& y,
                               const SagNetDraw& draw) const {
  return RowLosses(classifier()(MixStyles(z, draw.mix, draw.style)), y).mean();
}

at::Tensor SagNet::StyleLoss(const at::Tensor& z, const at::Tensor& y,
                             const SagNetDraw& draw) const {
  const at::Tensor contents = Contents(z.detach()).index_select(0, draw.content);
  return RowLosses(style_(Restyle(contents, z)), y).mean();
}

at::Tensor SagNet::AdversarialLoss(const at::Tensor& z, const SagNetDraw& draw) const {
  const at::Tensor contents = Contents(z.detach()).index_select(0, draw.adversary);
  return -hparam("sag_w_adv") * at::log_softmax(style_(Restyle(contents, z)), 1).mean();
}

SagNetDraw SagNet::Draw(int64_t rows, int64_t step) const {
  const RandomStream stream = Random("sagnet", step);
  const at::Tensor around_zero = Uniform({rows, 1}, 0.5, dtype(), stream.Fork("mix"));
  return {.mix = around_zero + 0.5,
          .style = Shuffle(rows, stream.Fork("style")),
          .content = Shuffle(rows, stream.Fork("content")),
          .adversary = Shuffle(rows, stream.Fork("adversary"))};
}

Scalars SagNet::Step(std::span<const DomainBatch> batches, int64_t step) {
  const Joint joint = Join(batches);
  const SagNetDraw draw = Draw(joint.y.size(0), step);
  const auto features = [&] {
    return featurizer().Features(joint.x, TrainingPass(step));
  };
  const at::Tensor content = ContentLoss(features(), joint.y, draw);
  Minimise(content);  // featurizer and c

  const at::Tensor z = features();
  const at::Tensor style = StyleLoss(z.detach(), joint.y, draw);
  style_adam_.Minimise(style);
  const at::Tensor adversarial = AdversarialLoss(z, draw);
  adam().Minimise(adversarial);  // the featurizer
  return {{"loss_c", content.item<double>()},
          {"loss_s", style.item<double>()},
          {"loss_adv", adversarial.item<double>()}};
}

std::vector<NamedTensor> SagNet::State() const {
  std::vector<NamedTensor> all = NetworkObjective::State();
  for (const NamedTensor& t : style_adam_.parameters()) all.push_back(t);
  for (NamedTensor& t : style_adam_.State("adam_style")) all.push_back(std::move(t));
  return all;
}

REGISTER_OBJECTIVE(SagNet, "SagNet",
                   "features whose style says nothing about the label",
                   ObjectiveTraits{.family = Family::kFeatures, .ordered = true},
                   {{"sag_w_adv", 0.1, Draw::Log10(-2, 1),
                     "weight of the adversarial loss"}});

}  // namespace graft

#include "dg/objectives/urm.h"

#include <memory>
#include <utility>

#include "common/tensor/init.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

bool IsRelu(const Hparams& hparams) {
  return hparams.Whole("urm_generator_output") == 1;
}

// A featurizer with a function of its output.
class Bounded final : public Featurizer {
 public:
  Bounded(std::unique_ptr<Featurizer> inner, bool relu)
      : inner_(std::move(inner)), relu_(relu) {}

  at::Tensor Features(const Inputs& x, const Pass& pass) const override {
    const at::Tensor f = inner_->Features(x, pass);
    return relu_ ? at::relu(f) : at::tanh(f);
  }
  int64_t width() const override { return inner_->width(); }
  at::ScalarType dtype() const override { return inner_->dtype(); }
  std::vector<int64_t> block_widths() const override { return inner_->block_widths(); }
  std::vector<NamedTensor> Tensors() const override { return inner_->Tensors(); }
  std::vector<NamedTensor> Buffers() const override { return inner_->Buffers(); }

 private:
  std::unique_ptr<Featurizer> inner_;
  bool relu_;
};

ObjectiveSetting WithBoundedFeatures(ObjectiveSetting setting) {
  setting.featurizer = [make = setting.featurizer, relu = IsRelu(setting.hparams)](
                           const FeaturizerRequest& request, const RandomStream& init) {
    return std::make_unique<Bounded>(make(request, init), relu);
  };
  return setting;
}

MlpConfig Discriminator(const Hparams& hparams, int64_t features) {
  return {.inputs = features,
          .outputs = 1,
          .width = hparams.Whole("urm_discriminator_width"),
          .depth = hparams.Whole("urm_discriminator_hidden_layers") + 2,
          .leak = 0.01};
}

std::vector<NamedTensor> Named(std::vector<NamedTensor> tensors) {
  for (NamedTensor& t : tensors) t.name = "discriminator." + t.name;
  return tensors;
}

// mean b(s, t) = mean [log(1 + eˢ) - t s].
at::Tensor MeanLoss(const at::Tensor& s, const at::Tensor& t) {
  return (s.logaddexp(at::zeros_like(s)) - t * s).mean();
}

}  // namespace

Urm::Urm(const ObjectiveSetting& setting)
    : NetworkObjective(WithBoundedFeatures(setting)),
      discriminator_(Discriminator(setting.hparams, featurizer().width()), dtype(),
                     setting.random.Fork("discriminator")),
      discriminator_adam_(Named(discriminator_.Tensors()),
                          {.rate = hparam("urm_discriminator_lr"),
                           .weight_decay = hparam("weight_decay")}) {}

at::Tensor Urm::Scores(const at::Tensor& features) const {
  return discriminator_.Forward(features, {}).squeeze(1);
}

at::Tensor Urm::Loss(const Joint& joint) const {
  const at::Tensor scores = Scores(joint.features);
  return joint.losses.mean() +
         hparam("urm_adv_lambda") *
             MeanLoss(scores, at::ones(scores.sizes(), scores.options()));
}

at::Tensor Urm::DiscriminatorLoss(const at::Tensor& features,
                                  const UrmDraw& draw) const {
  const std::vector<at::Tensor> scores =
      Scores(at::cat({draw.noise, features.detach()})).chunk(2);
  return MeanLoss(scores[0], draw.of_noise) +
         hparam("urm_adv_lambda") * MeanLoss(scores[1], draw.of_rows);
}

UrmDraw Urm::Draw(int64_t rows, int64_t step) const {
  const RandomStream stream = Random("urm", step);
  const double smoothing = hparam("urm_discriminator_label_smoothing");  // ς
  at::Tensor noise =
      Uniform({rows, featurizer().width()}, 1, dtype(), stream.Fork("noise"));
  if (IsRelu(hparams())) noise = (noise + 1) / 2;
  // U(0, ς).
  const auto off = [&](const char* name) {
    return (Uniform({rows}, 0.5, dtype(), stream.Fork(name)) + 0.5) * smoothing;
  };
  return {noise, 1 - off("of_noise"), off("of_rows")};
}

Scalars Urm::Step(std::span<const DomainBatch> batches, int64_t step) {
  const Joint joint = Forward(batches, step);
  const at::Tensor loss = Loss(joint);
  Minimise(loss);
  discriminator_adam_.Minimise(
      DiscriminatorLoss(joint.features, Draw(joint.y.size(0), step)));
  return {{"loss", loss.item<double>()}};
}

std::vector<NamedTensor> Urm::State() const {
  std::vector<NamedTensor> all = NetworkObjective::State();
  for (const NamedTensor& t : discriminator_adam_.parameters()) all.push_back(t);
  for (NamedTensor& t : discriminator_adam_.State("adam_discriminator"))
    all.push_back(std::move(t));
  return all;
}

REGISTER_OBJECTIVE(
    Urm, "URM", "features that are uniformly distributed",
    ObjectiveTraits{.family = Family::kFeatures},
    {{"urm_adv_lambda", 0.1, Draw::Uniform(0, 0.2), "λ, of the discriminator's say"},
     {"urm_generator_output", 0, Draw::OneOf({0, 1}),
      "of the features: 0 tanh, 1 ReLU"},
     {"urm_discriminator_label_smoothing", 0, {}, "ς, how far labels are from 0 and 1"},
     {"urm_discriminator_hidden_layers", 1, Draw::OneOf({1, 2, 3}), "less one"},
     {"urm_discriminator_width", 100, {}, "units of each layer"},
     {"urm_discriminator_lr",
      {1e-3, Draw::Log10(-5.5, -3.5)},
      {5e-5, Draw::Log10(-6, -4.5)},
      "learning rate of the discriminator"}});

}  // namespace graft

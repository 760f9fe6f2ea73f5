#include "dg/core/adversary.h"

#include <utility>

namespace graft {
namespace {

MlpConfig Discriminator(const ObjectiveSetting& setting, int64_t features) {
  const Hparams& hparams = setting.hparams;
  return {.inputs = features,
          .outputs = setting.domains,
          .width = hparams.Whole("mlp_width"),
          .depth = hparams.Whole("mlp_depth"),
          .dropout = hparams["mlp_dropout"]};
}

std::vector<NamedTensor> Trained(const Mlp& discriminator,
                                 std::vector<NamedTensor> also) {
  std::vector<NamedTensor> all = discriminator.Tensors();
  for (NamedTensor& t : all) t.name = "discriminator." + t.name;
  for (NamedTensor& t : also) all.push_back(std::move(t));
  return all;
}

}  // namespace

Adversary::Adversary(const ObjectiveSetting& setting, int64_t features,
                     at::ScalarType dtype, const AdamConfig& adam,
                     std::vector<NamedTensor> also)
    : turns_(setting.hparams.Whole("d_steps_per_g_step")),
      discriminator_(Discriminator(setting, features), dtype,
                     setting.random.Fork("discriminator")),
      adam_(Trained(discriminator_, std::move(also)), adam) {}

at::Tensor Adversary::operator()(const at::Tensor& features, const Pass& pass) const {
  return discriminator_.Forward(features, pass, "discriminator");
}

std::vector<NamedTensor> Adversary::State() const {
  std::vector<NamedTensor> all = adam_.parameters();
  for (NamedTensor& t : adam_.State("adam_discriminator")) all.push_back(std::move(t));
  return all;
}

}  // namespace graft

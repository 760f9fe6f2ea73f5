#include "dg/core/network_objective.h"

#include <iterator>
#include <utility>

namespace graft {
namespace {

std::vector<NamedTensor> WithPrefix(const std::string& prefix,
                                    std::vector<NamedTensor> tensors) {
  for (NamedTensor& t : tensors) t.name = prefix + t.name;
  return tensors;
}

void Append(std::vector<NamedTensor>& all, std::vector<NamedTensor> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()),
             std::make_move_iterator(more.end()));
}

}  // namespace

NetworkObjective::NetworkObjective(const ObjectiveSetting& setting, NetworkShape shape)
    : setting_(setting),
      featurizer_(setting.featurizer({.extra_channels = shape.extra_channels},
                                     setting.random.Fork("featurizer"))),
      classifier_(setting.classes, featurizer_->width() * shape.classifier_inputs,
                  featurizer_->dtype(), setting.random.Fork("classifier")),
      adam_config_(shape.adam.value_or(
          AdamConfig{.rate = hparam("lr"), .weight_decay = hparam("weight_decay")})) {
  std::vector<NamedTensor> network = WithPrefix("featurizer.", featurizer_->Tensors());
  if (!shape.apart) Append(network, classifier_.Tensors("classifier"));
  adams_.push_back(std::make_unique<Adam>(std::move(network), adam_config_));
  if (shape.apart)
    AlsoTrain("classifier",
              {{"weight", classifier_.weight()}, {"bias", classifier_.bias()}});
}

void NetworkObjective::AlsoTrain(const std::string& name,
                                 std::vector<NamedTensor> tensors) {
  names_.push_back(name);
  adams_.push_back(
      std::make_unique<Adam>(WithPrefix(name + ".", std::move(tensors)), adam_config_));
}

void NetworkObjective::Minimise(const at::Tensor& loss) {
  for (const auto& adam : adams_) adam->ZeroGradient();
  loss.backward();
  for (const auto& adam : adams_) adam->Step();
}

void NetworkObjective::Reset(double rate) {
  for (const auto& adam : adams_) adam->Reset(rate);
}

Pass NetworkObjective::TrainingPass(int64_t step) const {
  return {.training = true, .dropout = Dropout(Random("dropout", step))};
}

void NetworkObjective::Forward(Joint& joint, const Pass& pass) const {
  joint.features = featurizer_->Features(joint.x, pass);
  joint.logits = classifier_(joint.features);
  joint.losses = RowLosses(joint.logits, joint.y);
}

Joint NetworkObjective::Forward(std::span<const DomainBatch> batches,
                                int64_t step) const {
  Joint joint = Join(batches);
  Forward(joint, TrainingPass(step));
  return joint;
}

at::Tensor NetworkObjective::Logits(const Inputs& x) const {
  return classifier_(Features(x));
}

at::Tensor NetworkObjective::Features(const Inputs& x) const {
  return featurizer_->Features(x, {});
}

std::vector<NamedTensor> NetworkObjective::State() const {
  std::vector<NamedTensor> all = WithPrefix("featurizer.", featurizer_->Buffers());
  for (size_t i = 0; i < adams_.size(); ++i) {
    Append(all, adams_[i]->parameters());
    Append(all, adams_[i]->State(i == 0 ? "adam" : "adam_" + names_[i - 1]));
  }
  return all;
}

Scalars LossObjective::Step(std::span<const DomainBatch> batches, int64_t step) {
  Scalars scalars;
  const at::Tensor loss = Loss(Pass(batches, step), step, scalars);
  scalars["loss"] = loss.item<double>();
  if (ResetsAt(step)) Reset(RateAfterReset());
  Minimise(loss);
  return scalars;
}

}  // namespace graft

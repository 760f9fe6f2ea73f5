#include "dg/objectives/mtl.h"

#include "common/tensor/init.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"

namespace graft {

Mtl::Mtl(const ObjectiveSetting& setting)
    : NetworkObjective(setting, {.classifier_inputs = 2}),
      remembered_(Zeros({setting.domains, featurizer().width()}, dtype())) {}

at::Tensor Mtl::Embeddings(const Joint& joint) const {
  std::vector<at::Tensor> means;
  for (const at::Tensor& rows : joint.ByDomain(joint.features))
    means.push_back(rows.mean(0));
  const double alpha = hparam("mtl_ema");
  return alpha * at::stack(means) + (1 - alpha) * remembered_;
}

at::Tensor Mtl::Loss(const Joint& joint, const at::Tensor& embeddings) const {
  Joint told = joint;
  told.logits = classifier()(
      at::cat({joint.features, embeddings.index_select(0, joint.DomainLabels())}, 1));
  told.losses = RowLosses(told.logits, told.y);
  return told.Risks().sum();
}

Scalars Mtl::Step(std::span<const DomainBatch> batches, int64_t step) {
  Joint joint = Join(batches);
  joint.features = featurizer().Features(joint.x, TrainingPass(step));
  const at::Tensor embeddings = Embeddings(joint), loss = Loss(joint, embeddings);
  Minimise(loss);
  const NoGrad no_grad;
  remembered_.copy_(embeddings);
  return {{"loss", loss.item<double>()}};
}

at::Tensor Mtl::Features(const Inputs& x) const {
  const at::Tensor features = NetworkObjective::Features(x);
  return at::cat({features, features.mean(0, /*keepdim=*/true).expand_as(features)}, 1);
}

std::vector<NamedTensor> Mtl::State() const {
  std::vector<NamedTensor> all = NetworkObjective::State();
  all.push_back({"embeddings", remembered_});
  return all;
}

REGISTER_OBJECTIVE(Mtl, "MTL", "a classifier that reads the mean of its domain too",
                   ObjectiveTraits{.family = Family::kFeatures, .transductive = true},
                   {{"mtl_ema", 0.99, Draw::OneOf({0.5, 0.9, 0.99, 1}),
                     "α, of the newest mean"}});

}  // namespace graft

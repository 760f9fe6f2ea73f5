#include "dg/core/averaged_erm.h"

#include <utility>

#include "common/tensor/ops.h"

namespace graft {

AveragedErm::AveragedErm(const ObjectiveSetting& setting)
    : NetworkObjective(setting),
      average_(setting.featurizer({}, setting.random.Fork("average")),
               Linear(setting.classes, featurizer().width(), dtype(),
                      setting.random.Fork("average")),
               adam(), featurizer().Buffers()) {}

Scalars AveragedErm::Descend(std::span<const DomainBatch> batches, int64_t step) {
  const at::Tensor loss = Forward(batches, step).losses.mean();
  Minimise(loss);
  return {{"loss", loss.item<double>()}};
}

at::Tensor AveragedErm::LogitsNow(const Inputs& x) const {
  return classifier()(featurizer().Features(x, {}));
}

std::vector<NamedTensor> AveragedErm::State() const {
  std::vector<NamedTensor> all = NetworkObjective::State();
  for (NamedTensor& t : average_.State("average")) all.push_back(std::move(t));
  return all;
}

}  // namespace graft

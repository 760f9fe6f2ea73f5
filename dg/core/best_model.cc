#include "dg/core/best_model.h"

#include "common/tensor/no_grad.h"

namespace graft {

BestModel::BestModel(const Objective& objective) : live_(objective.State()) {
  const NoGrad no_grad;
  for (const NamedTensor& t : live_)
    kept_.push_back({t.name, t.tensor.detach().clone()});
}

void BestModel::Offer(double score, size_t index) {
  if (score <= score_) return;
  const NoGrad no_grad;
  score_ = score;
  index_ = static_cast<int64_t>(index);
  for (size_t i = 0; i < live_.size(); ++i) kept_[i].tensor.copy_(live_[i].tensor);
}

void BestModel::Swap() {
  const NoGrad no_grad;
  for (size_t i = 0; i < live_.size(); ++i) {
    const at::Tensor live = live_[i].tensor.detach().clone();
    live_[i].tensor.copy_(kept_[i].tensor);
    kept_[i].tensor.copy_(live);
  }
}

std::vector<NamedTensor> BestModel::Tensors(const std::string& prefix) const {
  std::vector<NamedTensor> tensors;
  for (const NamedTensor& t : kept_) tensors.push_back({prefix + t.name, t.tensor});
  return tensors;
}

Json BestModel::State() const { return {{"score", score_}, {"index", index_}}; }

void BestModel::Restore(const Json& state) {
  score_ = state.at("score").get<double>();
  index_ = state.at("index").get<int64_t>();
}

}  // namespace graft

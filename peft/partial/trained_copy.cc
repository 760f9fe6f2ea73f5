#include "peft/partial/trained_copy.h"

#include "common/tensor/ops.h"

namespace graft {

TrainedCopy::TrainedCopy(const TrunkInfo& trunk,
                         const std::function<bool(std::string_view)>& trains) {
  for (const auto& [name, theta] : trunk.weights)
    if (trains(name))
      copies_[name] =
          theta.to(trunk.graft_dtype(), /*non_blocking=*/false, /*copy=*/true)
              .requires_grad_();
}

at::Tensor TrainedCopy::Parameter(const Site& site, const at::Tensor& theta) const {
  const auto copy = copies_.find(site.name);
  return copy == copies_.end() ? theta : copy->second.to(theta.scalar_type());
}

std::optional<at::Tensor> TrainedCopy::Merged(const std::string& name,
                                              const at::Tensor& theta) const {
  const auto copy = copies_.find(name);
  if (copy == copies_.end()) return std::nullopt;
  return copy->second.detach().to(theta.scalar_type(), false, true);
}

std::vector<NamedTensor> TrainedCopy::Tensors() const {
  std::vector<NamedTensor> all;
  for (const auto& [name, copy] : copies_) all.push_back({name, copy});
  return all;
}

}  // namespace graft

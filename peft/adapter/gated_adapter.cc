#include "peft/adapter/gated_adapter.h"

#include <utility>

#include "common/tensor/ops.h"
#include "peft/core/ranges.h"

namespace graft {

absl::StatusOr<std::unique_ptr<GatedAdapter>> GatedAdapter::Create(
    const GatedAdapterConfig& config, const TrunkInfo& trunk,
    const RandomStream& init) {
  RETURN_IF_ERROR(CheckFinite("gate", config.gate));
  ASSIGN_OR_RETURN(BottleneckSet set, BottleneckSet::Create(config, trunk, init));
  auto adapter = std::unique_ptr<GatedAdapter>(new GatedAdapter(std::move(set)));
  const at::ScalarType dtype = trunk.graft_dtype();
  for (const Bottleneck* f : adapter->set_.All())
    adapter->gates_[f->name()] = {at::zeros({1, trunk.hidden}, dtype).requires_grad_(),
                                  at::full({1}, config.gate, dtype).requires_grad_()};
  return adapter;
}

GatedAdapter::GatedAdapter(BottleneckSet set) : set_(std::move(set)) {}

at::Tensor GatedAdapter::AfterSublayer(const Site& site, Sublayer sublayer,
                                       const at::Tensor& x, at::Tensor y) const {
  const Bottleneck* f = set_.At(site, sublayer);
  if (f == nullptr) return y;
  const Gate& gate = gates_.at(f->name());
  // λ = σ(x·w + b) [N,1]
  const at::Tensor lambda =
      at::linear(x, gate.weight.to(x.scalar_type()), gate.bias.to(x.scalar_type()))
          .sigmoid();
  return at::lerp(y, f->Delta(site, x), lambda);  // (1-λ) h + λ Δh                  (9)
}

std::vector<NamedTensor> GatedAdapter::Tensors() const {
  std::vector<NamedTensor> all;
  for (const Bottleneck* f : set_.All()) {
    for (NamedTensor& t : f->Tensors()) all.push_back(std::move(t));
    const Gate& gate = gates_.at(f->name());
    all.push_back({f->name() + ".adapter_gate.weight", gate.weight});
    all.push_back({f->name() + ".adapter_gate.bias", gate.bias});
  }
  return all;
}

REGISTER_METHOD(GatedAdapter, "gated_parallel_adapter",
                "adapters beside a sub-layer, blended in by a gate per token",
                Traits{});

}  // namespace graft

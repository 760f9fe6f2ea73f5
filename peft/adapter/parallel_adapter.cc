#include "peft/adapter/parallel_adapter.h"

#include <utility>

#include "common/tensor/ops.h"
#include "peft/core/ranges.h"

namespace graft {

absl::StatusOr<std::unique_ptr<ParallelAdapter>> ParallelAdapter::Create(
    const ParallelAdapterConfig& config, const TrunkInfo& trunk,
    const RandomStream& init) {
  RETURN_IF_ERROR(CheckFinite("s", config.s));
  ASSIGN_OR_RETURN(BottleneckSet set, BottleneckSet::Create(config, trunk, init));
  auto adapter =
      std::unique_ptr<ParallelAdapter>(new ParallelAdapter(std::move(set), config.s));
  if (config.learn_s)
    for (const Bottleneck* f : adapter->set_.All())
      adapter->scales_[f->name()] =
          at::full({1}, config.s, trunk.graft_dtype()).requires_grad_();
  return adapter;
}

ParallelAdapter::ParallelAdapter(BottleneckSet set, double s)
    : set_(std::move(set)), s_(s) {}

// y + s·(f(x W_dᵀ + b_d) W_uᵀ + b_u)
at::Tensor ParallelAdapter::AfterSublayer(const Site& site, Sublayer sublayer,
                                          const at::Tensor& x, at::Tensor y) const {
  const Bottleneck* f = set_.At(site, sublayer);
  if (f == nullptr) return y;
  const auto scale = scales_.find(f->name());
  if (scale == scales_.end()) return f->Delta(site, x, s_).add_(y);
  return at::addcmul(y, scale->second.to(y.scalar_type()), f->Delta(site, x));
}

std::vector<NamedTensor> ParallelAdapter::Tensors() const {
  std::vector<NamedTensor> all;
  for (const Bottleneck* f : set_.All()) {
    for (NamedTensor& t : f->Tensors()) all.push_back(std::move(t));
    if (const auto scale = scales_.find(f->name()); scale != scales_.end())
      all.push_back({f->name() + ".adapter_scale", scale->second});
  }
  return all;
}

REGISTER_METHOD(ParallelAdapter, "parallel_adapter", "adapters beside a sub-layer",
                Traits{});
REGISTER_METHOD(ParallelAdapter, "scaled_parallel_adapter",
                "adapters beside a sub-layer, their output scaled",
                Traits{.identity_at_start = true}, {{.init = "lora"}, 4});

}  // namespace graft

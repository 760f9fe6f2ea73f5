#include "peft/adapter/sequential_adapter.h"

#include "common/tensor/ops.h"

namespace graft {

absl::StatusOr<std::unique_ptr<SequentialAdapter>> SequentialAdapter::Create(
    const BottleneckConfig& config, const TrunkInfo& trunk, const RandomStream& init) {
  ASSIGN_OR_RETURN(BottleneckSet set, BottleneckSet::Create(config, trunk, init));
  return std::unique_ptr<SequentialAdapter>(new SequentialAdapter(std::move(set)));
}

at::Tensor SequentialAdapter::AfterSublayer(const Site& site, Sublayer sublayer,
                                            const at::Tensor& x, at::Tensor y) const {
  const Bottleneck* f = set_.At(site, sublayer);
  if (f == nullptr) return y;
  return f->Delta(site, y).add_(y);  // y + f(y W_dᵀ + b_d) W_uᵀ + b_u              (4)
}

REGISTER_METHOD(SequentialAdapter, "pfeiffer",
                "adapters after the feed-forward network", Traits{}, {.at = "ffn"});
REGISTER_METHOD(SequentialAdapter, "houlsby", "adapters after both sub-layers",
                Traits{}, {.at = "both"});

}  // namespace graft

#include "peft/adapter/sequential_adapter.h"

#include "common/kernels/residual_norm.h"
#include "common/tensor/ops.h"

namespace graft {

absl::StatusOr<std::unique_ptr<SequentialAdapter>> SequentialAdapter::Create(
    const SequentialAdapterConfig& config, const TrunkInfo& trunk,
    const RandomStream& init) {
  if (config.reads != "output" && config.reads != "norm")
    return absl::InvalidArgumentError(
        StrCat("reads=", config.reads, ": expected output or norm"));
  ASSIGN_OR_RETURN(BottleneckSet set, BottleneckSet::Create(config, trunk, init));
  std::unique_ptr<SequentialAdapter> method(new SequentialAdapter(std::move(set)));
  method->eps_ = trunk.norm_eps;
  if (config.reads == "norm")
    for (const Bottleneck* f : method->set_.All()) {
      const std::string norm = f->name() + ".LayerNorm.";
      method->norms_[f->name()] = {trunk.weights.at(norm + "weight"),
                                   trunk.weights.at(norm + "bias")};
    }
  return method;
}

at::Tensor SequentialAdapter::AfterSublayer(const Site& site, Sublayer sublayer,
                                            const at::Tensor& x, at::Tensor y) const {
  const Bottleneck* f = set_.At(site, sublayer);
  if (f == nullptr) return y;
  const auto norm = norms_.find(f->name());
  const at::Tensor read =
      norm == norms_.end()
          ? y
          : ResidualNorm(x, y, norm->second.gain, norm->second.shift, eps_, {});
  return f->Delta(site, read)
      .add_(y);  // y + f(z W_dᵀ + b_d) W_uᵀ + b_u             (4)
}

REGISTER_METHOD(SequentialAdapter, "pfeiffer",
                "adapters after the feed-forward network", Traits{}, {{.at = "ffn"}});
REGISTER_METHOD(SequentialAdapter, "houlsby", "adapters after both sub-layers",
                Traits{}, {{.at = "both"}});

}  // namespace graft

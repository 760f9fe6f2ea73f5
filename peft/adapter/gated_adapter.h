// GatedAdapter: a parallel adapter that each token blends in by a gate of its own.
//
// Idea:     Prefix tuning does not add its change, it interpolates: what the change gains the
//           sub-layer's own output loses. Here an adapter does the same, and a learned gate
//           on the token's state says how much.
// Paper:    He et al., "Towards a Unified View of Parameter-Efficient Transfer Learning",
//           ICLR 2022, arXiv 2110.04366, Eq. (9) and the gated composition of Table 1. The
//           learned gate after Mao et al., "UniPELT", ACL 2022, arXiv 2110.07577.
// Symbols:  x [N,C] the sub-layer's input, h [N,C] its output | Δh of bottleneck.h |
//           w [1,C], b [1] the gate
// Computes: h ← (1-λ) h + λ Δh,  Δh = f(x W_dᵀ + b_d) W_uᵀ + b_u,                     (9)
//           λ = σ(x·w + b), one number per token
// Init:     Δh as "bert" or "lora"; w = 0, b = -4: λ = 0.018, so h ← 0.982 h, near the
//           trunk but not equal to it.
// Cost:     2rC + r + 2C + 1 parameters an adapter; 4·N·r·C + 2·N·C FLOP.
// Errors:   InvalidArgument as bottleneck.h and bottleneck_set.h, or if gate is not finite.
// Differs:  in the paper λ belongs to prefix tuning, where softmax fixes it (gated_prefix.h);
//           section 4.5 calls the exact gate unnatural for other forms and leaves it out.
//           The per-token learned gate is our reading; UniPELT has one gate per module and
//           sentence.
// Not for:  comparison with the paper's tables: it has no such row.
// Tested:   value and gradient against a float64 twin, gate shut equals the trunk, gate open
//           equals Δh (thorough).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "peft/adapter/bottleneck_set.h"
#include "peft/core/method.h"

namespace graft {

struct GatedAdapterConfig : BottleneckConfig {
  double gate = -4;

  template <class V>
  void Fields(V&& v) {
    BottleneckConfig::Fields(v);
    v("gate", gate, "initial b of λ = σ(x·w + b)");
  }
};

class GatedAdapter final : public Method {
 public:
  using Config = GatedAdapterConfig;
  static absl::StatusOr<std::unique_ptr<GatedAdapter>> Create(
      const GatedAdapterConfig& config, const TrunkInfo& trunk,
      const RandomStream& init);

  at::Tensor AfterSublayer(const Site& site, Sublayer sublayer, const at::Tensor& x,
                           at::Tensor y) const override;
  // "<name>.adapter_gate.weight" [1,C] and ".bias" [1] behind each adapter's four.
  std::vector<NamedTensor> Tensors() const override;

 private:
  struct Gate {
    at::Tensor weight;  // w [1,C]
    at::Tensor bias;    // b [1]
  };

  explicit GatedAdapter(BottleneckSet set);

  BottleneckSet set_;
  std::map<std::string, Gate> gates_;  // by the adapter's name
};

}  // namespace graft

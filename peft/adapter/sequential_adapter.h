// SequentialAdapter: a small network after a frozen sub-layer that corrects its output.
//
// Idea:     Leave every pretrained weight alone and train, behind each sub-layer, a narrow
//           network whose output is added to its own input. Behind both sub-layers it is
//           Houlsby's adapter, behind the feed-forward network alone Pfeiffer's.
// Paper:    Houlsby et al., "Parameter-Efficient Transfer Learning for NLP", ICML 2019,
//           arXiv 1902.00751, section 2.1; Pfeiffer et al., "AdapterFusion", EACL 2021,
//           arXiv 2005.00247; in the form of He et al., "Towards a Unified View of
//           Parameter-Efficient Transfer Learning", ICLR 2022, arXiv 2110.04366, Eq. (4).
// Symbols:  y [N,C] the sub-layer's output | f ReLU | W_d [r,C], W_u [C,r] with biases
// Computes: y ← y + f(y W_dᵀ + b_d) W_uᵀ + b_u                                       (4)
// Init:     N(0, 0.02²) as the paper's code ("bert"): near the trunk, not equal to it; with
//           "lora" equal.
// Cost:     2rC + r + C parameters and 4·N·r·C FLOP an adapter; one a layer (pfeiffer) or two
//           (houlsby).
// Errors:   InvalidArgument as bottleneck.h and bottleneck_set.h.
// Differs:  acts before the sub-layer's dropout; the unified view's code at the FFN acts
//           after it. No LayerNorm in the adapter, where that code has one at attention.
//           Pfeiffer's original reads LN(y + x) and needs a second pass of the LayerNorm;
//           here, as in the unified view's equation, it reads y. LayerNorms stay frozen;
//           Houlsby et al. train them.
// Not for:  inference at no cost: it cannot be merged (see lora.h).
// Tested:   value and gradient against a float64 twin, identities; parity with the adapters
//           library, its LayerNorm and its nonlinearity put in (thorough).
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "peft/adapter/bottleneck_set.h"
#include "peft/core/method.h"

namespace graft {

class SequentialAdapter final : public Method {
 public:
  using Config = BottleneckConfig;
  static absl::StatusOr<std::unique_ptr<SequentialAdapter>> Create(
      const BottleneckConfig& config, const TrunkInfo& trunk, const RandomStream& init);

  at::Tensor AfterSublayer(const Site& site, Sublayer sublayer, const at::Tensor& x,
                           at::Tensor y) const override;
  std::vector<NamedTensor> Tensors() const override { return set_.Tensors(); }

 private:
  explicit SequentialAdapter(BottleneckSet set) : set_(std::move(set)) {}

  BottleneckSet set_;
};

}  // namespace graft

// SequentialAdapter: a small network after a frozen sub-layer that corrects its output.
//
// Idea:     Leave every pretrained weight alone and train, behind each sub-layer, a narrow
//           network whose output is added to its own input. Behind both sub-layers it is
//           Houlsby's adapter, behind the feed-forward network alone Pfeiffer's.
// Paper:    Houlsby et al., "Parameter-Efficient Transfer Learning for NLP", ICML 2019,
//           arXiv 1902.00751, section 2.1; Pfeiffer et al., "AdapterFusion", EACL 2021,
//           arXiv 2005.00247; in the form of He et al., "Towards a Unified View of
//           Parameter-Efficient Transfer Learning", ICLR 2022, arXiv 2110.04366, Eq. (4).
// Symbols:  y [N,C] the sub-layer's output, x [N,C] its input | f ReLU | W_d [r,C], W_u [C,r]
//           with biases
// Computes: y ← y + f(y W_dᵀ + b_d) W_uᵀ + b_u                                       (4)
//           reads=norm: f(z W_dᵀ + b_d) with z = LN(x + y) by the trunk's own LayerNorm
// Init:     N(0, 0.02²) as the paper's code ("bert"): near the trunk, not equal to it; with
//           "lora" equal.
// Cost:     2rC + r + C parameters and 4·N·r·C FLOP an adapter; one a layer (pfeiffer) or two
//           (houlsby).
// Errors:   InvalidArgument as bottleneck.h and bottleneck_set.h.
// Differs:  acts before the sub-layer's dropout; the unified view's code at the FFN acts
//           after it. No LayerNorm in the adapter, where that code has one at attention.
//           Pfeiffer's original reads LN(y + x) (reads=norm), which is a second pass of the
//           LayerNorm; by default, as in the unified view's equation, it reads y. LayerNorms
//           stay frozen; Houlsby et al. train them.
// Not for:  inference at no cost: it cannot be merged (see lora.h).
// Tested:   value and gradient against a float64 twin, identities; parity with the adapters
//           library in both forms (thorough).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "peft/adapter/bottleneck_set.h"
#include "peft/core/method.h"

namespace graft {

struct SequentialAdapterConfig : BottleneckConfig {
  std::string reads = "output";

  template <class V>
  void Fields(V&& v) {
    BottleneckConfig::Fields(v);
    v("reads", reads, "output: y; norm: LN(x + y), as AdapterHub's seq_bn");
  }
};

class SequentialAdapter final : public Method {
 public:
  using Config = SequentialAdapterConfig;
  static absl::StatusOr<std::unique_ptr<SequentialAdapter>> Create(
      const SequentialAdapterConfig& config, const TrunkInfo& trunk,
      const RandomStream& init);

  at::Tensor AfterSublayer(const Site& site, Sublayer sublayer, const at::Tensor& x,
                           at::Tensor y) const override;
  std::vector<NamedTensor> Tensors() const override { return set_.Tensors(); }

 private:
  // A sub-layer's LayerNorm, of the trunk.
  struct Norm {
    at::Tensor gain, shift;
  };

  explicit SequentialAdapter(BottleneckSet set) : set_(std::move(set)) {}

  BottleneckSet set_;
  std::map<std::string, Norm> norms_;  // by the bottleneck's name; empty: y is read
  double eps_ = 0;                     // of the norms
};

}  // namespace graft

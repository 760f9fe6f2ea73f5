// ParallelAdapter: a small network beside a frozen sub-layer, fed with the same input.
//
// Idea:     Prefix tuning and LoRA turn out to read what a sub-layer reads, not what it
//           returns. Do the same with an adapter: it sees the input before the sub-layer has
//           thrown anything away, and both can run at once. Scaling what it adds, as LoRA
//           does, gives the best adapter of the paper.
// Paper:    He et al., "Towards a Unified View of Parameter-Efficient Transfer Learning",
//           ICLR 2022, arXiv 2110.04366, section 3.3 and Table 1. The parallel form also in
//           Zhu et al., "Counter-Interference Adapter", 2021, arXiv 2104.08154.
// Symbols:  x [N,C] the sub-layer's input, y [N,C] its output | f ReLU | s scale
// Computes: y ← y + s·(f(x W_dᵀ + b_d) W_uᵀ + b_u)                          (Table 1)
// Init:     parallel_adapter: N(0, 0.02²), s = 1; scaled_parallel_adapter: W_d
//           Kaiming-uniform, W_u = 0, s = 4, equal to the trunk at the start. As the paper
//           (appendix A.3) and its code.
// Cost:     2rC + r + C parameters an adapter, and 1 for a trained s; 4·N·r·C FLOP.
// Errors:   InvalidArgument as bottleneck.h and bottleneck_set.h, or if s is not finite.
// Differs:  acts before the sub-layer's dropout, where the paper's code acts after it. At
//           attention it is added to the sub-layer's output, as Figure 3 draws it; the code
//           adds it to the heads' outputs, before W_o, and normalises its input. A trained s
//           starts at s; the code's starts at 1.
// Not for:  inference at no cost: the ReLU cannot be merged.
// Tested:   value and gradient against a float64 twin, scaled at s = 1 equals plain,
//           parity with the adapters library (thorough).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "peft/adapter/bottleneck_set.h"
#include "peft/core/method.h"

namespace graft {

struct ParallelAdapterConfig : BottleneckConfig {
  double s = 1;
  bool learn_s = false;

  template <class V>
  void Fields(V&& v) {
    BottleneckConfig::Fields(v);
    v("s", s, "what the adapter's output is multiplied by");
    v("learn_s", learn_s, "train one s per adapter, from s on");
  }
};

class ParallelAdapter final : public Method {
 public:
  using Config = ParallelAdapterConfig;
  static absl::StatusOr<std::unique_ptr<ParallelAdapter>> Create(
      const ParallelAdapterConfig& config, const TrunkInfo& trunk,
      const RandomStream& init);

  at::Tensor AfterSublayer(const Site& site, Sublayer sublayer, const at::Tensor& x,
                           at::Tensor y) const override;
  // With a trained scale "<name>.adapter_scale" [1] behind each adapter's four.
  std::vector<NamedTensor> Tensors() const override;

 private:
  ParallelAdapter(BottleneckSet set, double s);

  BottleneckSet set_;
  double s_;
  std::map<std::string, at::Tensor>
      scales_;  // trained s by the adapter's name; or none
};

}  // namespace graft

// DesignPoint: any point of the unified design space, from one config.
//
// Idea:     The paper shows that adapters, prefix tuning and LoRA all add a change Δh to some
//           hidden state h, and differ in four choices: what function Δh is, whether it reads
//           the sub-layer's input or its output, which h it changes, and how Δh is added.
//           Here the four are options; the methods of the paper are named points, and agree
//           with their own classes in value and gradient.
// Paper:    He et al., "Towards a Unified View of Parameter-Efficient Transfer Learning",
//           ICLR 2022, arXiv 2110.04366, section 3.2, Eq. (11), (12) and Table 1.
// Symbols:  x input of Δh | h changed state | W_d [r,C], b_d [r] | W_u [C,r], b_u [C] |
//           P_k, P_v [H,r,D] at the heads | s scale | λ gate in (0, 1)
// Computes: Δh = f(x W_dᵀ + b_d) W_uᵀ + b_u,  f = identity, ReLU or softmax;          (11)
//           at the heads Δh = f(q P_kᵀ/√D) P_v;
//           h ← h + Δh | h + s Δh, s fixed or trained | (1-λ) h + λ Δh                (12)
//           λ of softmax heads: the share of the prefix in the joint softmax, Eq. (9);
//           elsewhere σ(x·w + b), one per token, trained.
// Init:     W_d Kaiming-uniform, W_u = 0, biases 0: Δh = 0 (the identity unless gated);
//           P_k, P_v N(0, 0.02²); w = 0, b = -4.
// Cost:     2rC a sub-layer (+ r + C with biases), 2r(C + C) for query and value.
// Errors:   InvalidArgument for an unknown choice, r < 1, or choices that exclude each other.
// Differs:  a learned gate for non-prefix forms is ours; the paper gates prefix tuning only.
// Not for:  production: the dedicated classes are faster and have dropout.
// Tested:   equal to each dedicated class in value and gradient (thorough).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "peft/core/method.h"

namespace graft {

struct DesignPointConfig {
  std::string form = "relu";           // of f
  std::string insertion = "parallel";  // what x is
  std::string at = "ffn";              // what h is
  std::string composition = "add";     // how Δh is added
  int64_t r = 16;
  double s = 1;
  bool bias = true;

  template <class V>
  void Fields(V&& v) {
    v("form", form, "linear, relu or softmax");
    v("insertion", insertion, "parallel (x is the input) or sequential (the output)");
    v("at", at, "attention or ffn (sub-layer), heads, or query_value (linear maps)");
    v("composition", composition, "add, scaled, learned (s is trained) or gated");
    v("r", r, "bottleneck, or prefix length at the heads");
    v("s", s, "scale, or its start where it is learned");
    v("bias", bias, "b_d and b_u; never at the heads or at query_value");
  }
};

class DesignPoint final : public Method {
 public:
  using Config = DesignPointConfig;
  static absl::StatusOr<std::unique_ptr<DesignPoint>> Create(
      const DesignPointConfig& config, const TrunkInfo& trunk,
      const RandomStream& init);

  at::Tensor Linear(const Site& site, const at::Tensor& x, at::Tensor y) const override;
  at::Tensor AfterAttention(const Site& site, const AttentionState& state,
                            at::Tensor context) const override;
  at::Tensor AfterSublayer(const Site& site, Sublayer sublayer, const at::Tensor& x,
                           at::Tensor y) const override;
  std::vector<NamedTensor> Tensors() const override;

 private:
  using Part = std::map<std::string, at::Tensor>;  // "down", "up", "key", "scale" …

  explicit DesignPoint(const DesignPointConfig& config) : config_(config) {}
  Part MakePart(int64_t out, int64_t in, const TrunkInfo& trunk,
                const RandomStream& init) const;
  at::Tensor Change(const Part& part, const at::Tensor& x) const;
  at::Tensor Compose(const Part& part, const at::Tensor& x, const at::Tensor& h,
                     const at::Tensor& change) const;

  DesignPointConfig config_;
  std::map<std::string, Part> parts_;  // by the site's name
};

// The options that make a design point of a method of the paper, by its slug: "lora",
// "prefix", "pfeiffer", "parallel_adapter", "scaled_parallel_adapter",
// "multi_head_parallel_adapter", "gated_parallel_adapter"; `r` and the rest stay open.
absl::StatusOr<OptionValues> NamedPoint(std::string_view slug);

}  // namespace graft

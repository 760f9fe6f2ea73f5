// DesignPoint: any point of the unified design space, from one config.
//
// Idea:     The paper shows that adapters, prefix tuning and LoRA all add a change Δh to some
//           hidden state h, and differ in four choices: what function Δh is, whether it reads
//           the sub-layer's input or its output, which h it changes, and how Δh is added.
//           Here the four are options; the methods of the paper are named points, and agree
//           with their own classes in value and gradient. Houlsby's adapters and MAM are two
//           points each, on one trunk (composite.h).
// Paper:    He et al., "Towards a Unified View of Parameter-Efficient Transfer Learning",
//           ICLR 2022, arXiv 2110.04366, section 3.2 and Table 1; Eq. (8) for λ.
// Symbols:  x input of Δh | h changed state | W_d [r,in], b_d [r] | W_u [out,r], b_u [out] |
//           P_k, P_v [H,r,D] at the heads | s scale | λ gate in (0, 1)
// Computes: Δh = f(x W_dᵀ + b_d) W_uᵀ + b_u,  f = identity, ReLU or softmax
//                                                         (Table 1, "functional form");
//           at the heads Δh = f(q P_kᵀ/√D) P_v;
//           h ← h + Δh | h + s Δh, s fixed or trained | (1-λ) h + λ Δh
//                                                         (Table 1, "composition");
//           λ of softmax heads: the share of the prefix in the joint softmax          (8)
//           elsewhere σ(x·w + b), one per token, trained.
// Init:     W_d Kaiming-uniform, W_u = 0, biases 0: Δh = 0 (the identity unless gated);
//           P_k, P_v N(0, 0.02²); w = 0, b = -4.
// Cost:     parameters: 2rC a sub-layer (+ r + C with biases) or its heads, r(in+out) a map;
//           1 more for a trained s, in + 1 more for a gate that is not a prefix's. FLOP:
//           2·N for each weight of Δh, 2·N·in for such a gate.
// Errors:   InvalidArgument for an unknown choice, r outside 1 … 65536, an s that is not
//           finite, or choices that exclude each other.
// Differs:  a learned gate for non-prefix forms is ours; the paper gates prefix tuning only.
// Not for:  production: the dedicated classes are faster and have dropout.
// Tested:   equal in value and gradient to every dedicated class, at every place that it may
//           have; those agree with float64 twins (thorough).
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
    v("at", at,
      "attention or ffn (the sub-layer), heads, or linear maps by the end of their "
      "names, as query,value or intermediate.dense,output.dense");
    v("composition", composition, "add, scaled, learned (s is trained) or gated");
    v("r", r, "bottleneck, or prefix length at the heads, 1 … 65536");
    v("s", s, "scale, or its start where it is learned");
    v("bias", bias, "b_d and b_u; never at the heads or at linear maps");
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
  std::map<std::string, Part> parts_;  // "encoder.layer.0.output": by the place's name
};

// The options that make a method of the paper, by its slug: of one point, or of two that are
// composed ("houlsby", "mam"). `r` and what else the method leaves open stay open.
absl::StatusOr<std::vector<OptionValues>> NamedPoints(std::string_view slug);

}  // namespace graft

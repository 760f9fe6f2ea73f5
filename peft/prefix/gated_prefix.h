// GatedPrefix: prefix tuning seen as a gated change of each head's output.
//
// Idea:     Attention over [prefix; tokens] is a weighted mean of attention over the tokens
//           and attention over the prefix. The weight λ is the prefix's share of the softmax
//           sum. So a prefix is an adapter with softmax for its nonlinearity, parallel to
//           the attention, bound to its heads, and gated: the unified view. Written so,
//           each part can be taken away.
// Paper:    He et al., "Towards a Unified View of Parameter-Efficient Transfer Learning",
//           ICLR 2022, arXiv 2110.04366. Implements Eq. (7)-(10), the last being
//           (9) with softmax for the f of an adapter.
// Symbols:  h the head's own output [N,D] | P_k, P_v [l,D] of a head | Δh the prefix's
//           output | λ gate in (0, 1), one for each token and head
// Computes: head = (1-λ) softmax(q Kᵀ/√D) V + λ softmax(q P_kᵀ/√D) P_v            (7)
//           λ = Σ exp(q P_kᵀ/√D) / (Σ exp(q P_kᵀ/√D) + Σ exp(q Kᵀ/√D))             (8)
//           h ← (1-λ) h + λ Δh,  Δh = softmax(q P_kᵀ/√D) P_v;  ungated: h + Δh      (9)
// Init:     as prefix_table.h; ungated, Δh is near 0 at the start.
// Cost:     as prefix_tuning.h.
// Errors:   as prefix_table.h.
// Differs:  the attention's dropout does not reach the prefix's probabilities, and one mask
//           drops the prefix of a whole batch; else it equals prefix_tuning.h. Scores are
//           divided by √D, as in the Attn of Eq. (1) and (5); Eq. (7)-(10) leave that out for
//           ease of notation (footnote 5).
// Not for:  speed: prefix_tuning.h computes the same in one pass.
// Tested:   equal to prefix_tuning.h in value and gradient to 1e-12; ungated against a
//           float64 twin (thorough).
#pragma once

#include <memory>
#include <vector>

#include "peft/core/method.h"
#include "peft/prefix/prefix_table.h"

namespace graft {

struct GatedPrefixConfig : PrefixTableConfig {
  bool gate = true;

  template <class V>
  void Fields(V&& v) {
    PrefixTableConfig::Fields(v);
    v("gate", gate,
      "weigh by λ; false adds the prefix's output as it is, the paper's ablation");
  }
};

class GatedPrefix final : public Method {
 public:
  using Config = GatedPrefixConfig;
  static absl::StatusOr<std::unique_ptr<GatedPrefix>> Create(
      const GatedPrefixConfig& config, const TrunkInfo& trunk,
      const RandomStream& init);

  at::Tensor AfterAttention(const Site& site, const AttentionState& state,
                            at::Tensor context) const override;
  std::vector<NamedTensor> Tensors() const override { return table_.Tensors(); }

 private:
  GatedPrefix(PrefixTable table, bool gate);

  PrefixTable table_;
  bool gate_;
};

}  // namespace graft

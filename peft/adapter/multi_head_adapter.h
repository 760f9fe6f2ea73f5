// MultiHeadAdapter: a parallel adapter of its own for each attention head.
//
// Idea:     With few parameters prefix tuning beats adapters because it changes every head by
//           itself: r directions are many in a head's D numbers, few in all C. So put an
//           adapter on each head: the head's query is its input, ReLU takes the softmax's
//           place, and what comes out is added.
// Paper:    He et al., "Towards a Unified View of Parameter-Efficient Transfer Learning",
//           ICLR 2022, arXiv 2110.04366, sections 3.3 and 4.4, Tables 1 and 4 ("MH PA").
// Symbols:  q_i [N,D] the queries of head i, D = C/H | P_k, P_v [H,r,D]
// Computes: h_i ← h_i + dropout(ReLU(q_i P_kᵀ/√D)) P_v           (Table 1, head attention)
// Init:     "lora": P_k ~ U(-1/√D, 1/√D), P_v = 0, equal to the trunk; "bert": both
//           N(0, 0.02²).
// Cost:     2rC parameters and 4·N·r·C FLOP a layer.
// Errors:   InvalidArgument if r is outside 1 … 65536, dropout outside [0, 1) or init is
//           neither name.
// Differs:  the paper's code makes P_k and P_v by prefix tuning's network, always uses
//           attention's dropout on the ReLU's output (here an option, off), and in its BART
//           normalises the query's input and leaves out 1/√D; this is its RoBERTa form.
// Not for:  large budgets: the paper finds the feed-forward network the better place.
// Tested:   value and gradient against a float64 twin, one head equals an adapter
//           (thorough).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "peft/core/method.h"

namespace graft {

struct MultiHeadAdapterConfig {
  int64_t r = 30;  // the paper's Table 4
  double dropout = 0;
  std::string init = "lora";

  template <class V>
  void Fields(V&& v) {
    v("r", r, "width of each head's bottleneck, 1 … 65536");
    v("dropout", dropout, "of the bottleneck, in [0, 1)");
    v("init", init, "bert: N(0, 0.02²); lora: no change at the start");
  }
};

class MultiHeadAdapter final : public Method {
 public:
  using Config = MultiHeadAdapterConfig;
  static absl::StatusOr<std::unique_ptr<MultiHeadAdapter>> Create(
      const MultiHeadAdapterConfig& config, const TrunkInfo& trunk,
      const RandomStream& init);

  at::Tensor AfterAttention(const Site& site, const AttentionState& state,
                            at::Tensor context) const override;
  // "<attention>.adapter_key" and "<attention>.adapter_value", [H,r,D] each.
  std::vector<NamedTensor> Tensors() const override;

 private:
  explicit MultiHeadAdapter(double dropout) : dropout_(dropout) {}

  double dropout_;
  std::vector<KeyValue> layers_;  // P_k and P_v by layer
};

}  // namespace graft

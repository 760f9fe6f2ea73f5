// PrefixTuning: trained keys and values that every attention sees besides the tokens' own.
//
// Idea:     A well chosen context steers a frozen model. So give every attention l virtual
//           tokens in front, not as words but directly as keys and values, a set of them for
//           each layer, and train those alone.
// Paper:    Li and Liang, "Prefix-Tuning", ACL 2021, arXiv 2101.00190, Eq. (3); in the form
//           of He et al., "Towards a Unified View of Parameter-Efficient Transfer Learning",
//           ICLR 2022, arXiv 2110.04366. Implements the latter's Eq. (5). Also Liu et al.,
//           "P-Tuning v2", ACL 2022, arXiv 2110.07602, with mlp = 0 or 512; its section 4.4
//           ("prompt depth") gives prompts to some layers only: from_layer, to_layer.
// Symbols:  P_k, P_v [l,D] of a head, from prefix_table.h | q, K, V of the tokens
// Computes: head = softmax(q [P_k; K]ᵀ/√D) [P_v; V]                                (5)
// Init:     N(0, σ²): small keys draw a share of about l/(l+T) of the attention to small
//           values, so the start is near the trunk but not equal to it.
// Cost:     l·2·layers·C parameters, of the layers that have prompts; 4·N·l·C FLOP a layer;
//           cannot be merged.
// Errors:   as prefix_table.h; InvalidArgument if shift_positions leaves no position for a
//           token, or no layer lies in [from_layer, to_layer).
// Differs:  nothing is concatenated (attention.h), which does not change the result.
// Not for:  sequences so long that l more keys hurt.
// Tested:   value and gradient against a float64 twin, equal to gated_prefix.h, parity with
//           HF PEFT and its shifted positions (thorough).
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "peft/core/method.h"
#include "peft/prefix/prefix_table.h"

namespace graft {

struct PrefixTuningConfig : PrefixTableConfig {
  bool shift_positions = false;
  int64_t from_layer = 0;
  int64_t to_layer = 0;

  template <class V>
  void Fields(V&& v) {
    PrefixTableConfig::Fields(v);
    v("shift_positions", shift_positions,
      "the tokens' positions start at l, as HF PEFT has it with BERT");
    v("from_layer", from_layer, "the first layer with a prefix, counted from 0");
    v("to_layer", to_layer, "the layer behind the last one with a prefix; 0: all");
  }
};

class PrefixTuning final : public Method {
 public:
  using Config = PrefixTuningConfig;
  static absl::StatusOr<std::unique_ptr<PrefixTuning>> Create(
      const PrefixTuningConfig& config, const TrunkInfo& trunk,
      const RandomStream& init);

  std::optional<KeyValue> Prefix(const Site& site, int64_t sequences) const override;
  int64_t PositionShift() const override { return shift_; }
  std::vector<NamedTensor> Tensors() const override { return table_.Tensors(); }
  std::vector<NamedTensor> Exported() const override { return table_.Exported(); }

 private:
  // Layers [from, to) have a prefix; the tokens' positions start at `shift`.
  PrefixTuning(PrefixTable table, int64_t from, int64_t to, int64_t shift);

  PrefixTable table_;
  int64_t from_, to_, shift_;
};

}  // namespace graft

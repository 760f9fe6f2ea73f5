// Mam: the mix-and-match adapter, prefix tuning at attention and a wide adapter at the FFN.
//
// Idea:     Changing the heads pays most when the budget is tiny, and a feed-forward network
//           makes the best use of a large one. So spend little on attention, where prefix
//           tuning is best, and the rest on the feed-forward network, where the scaled
//           parallel adapter is.
// Paper:    He et al., "Towards a Unified View of Parameter-Efficient Transfer Learning",
//           ICLR 2022, arXiv 2110.04366, section 4.6 and Table 6.
// Symbols:  l prefix length | r bottleneck | s scale of the adapter
// Computes: prefix_tuning.h with l at every attention, then parallel_adapter.h with r and s
//           at every feed-forward network.
// Init:     each part's own; the adapter starts as zero, so MAM starts as its prefix.
// Cost:     2lC + 2rC + r + C parameters a layer.
// Errors:   those of the two parts.
// Differs:  as the two parts'. Defaults are those for BART-large; for RoBERTa-base the paper
//           takes l = 16, r = 16, s = 2. Its prefix has a network of width 800 (mlp), thrown
//           away after training; off here unless asked for.
// Not for:  inference at no cost: neither part can be merged.
// Tested:   equal to its two parts bit for bit, gradient, parity with the adapters library
//           (thorough).
#pragma once

#include <memory>
#include <string>

#include "peft/core/method.h"

namespace graft {

struct MamConfig {
  int64_t l = 30;
  int64_t mlp = 0;
  int64_t r = 512;
  double s = 4;
  double dropout = 0;

  template <class V>
  void Fields(V&& v) {
    v("l", l, "prefix length, 1 … 65536");
    v("mlp", mlp, "width of the network that makes the prefix, to 65536; 0: none");
    v("r", r, "width of the adapters' bottleneck, 1 … 65536");
    v("s", s, "what the adapters' output is multiplied by");
    v("dropout", dropout, "of the bottleneck, in [0, 1)");
  }
};

struct Mam {
  using Config = MamConfig;
  // A Composite of PrefixTuning and ParallelAdapter.
  static absl::StatusOr<std::unique_ptr<Method>> Create(const MamConfig& config,
                                                        const TrunkInfo& trunk,
                                                        const RandomStream& init);
};

}  // namespace graft

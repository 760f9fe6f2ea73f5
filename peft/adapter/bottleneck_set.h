// BottleneckSet: one bottleneck for each sub-layer that an adapter method changes.
//
// Idea:     Where adapters stand is a choice of its own: after the feed-forward network,
//           after attention, or after both. The methods share the places and differ in what
//           they do there.
// Paper:    Houlsby et al., ICML 2019, arXiv 1902.00751 (both); Pfeiffer et al.,
//           "AdapterFusion", EACL 2021, arXiv 2005.00247 (feed-forward only).
// Symbols:  n the number of places: the layers' number, or twice that for "both"
// Computes: the place of each bottleneck; what it computes is bottleneck.h's.
// Init:     each bottleneck from a stream of its own name.
// Cost:     n (2rC + r + C) parameters.
// Errors:   InvalidArgument if `at` is neither ffn, attention nor both; bottleneck.h's.
// Differs:  none.
// Not for:  decoders, which have a second attention.
// Tested:   places, names and order (thorough).
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "peft/adapter/bottleneck.h"

namespace graft {

class BottleneckSet {
 public:
  static absl::StatusOr<BottleneckSet> Create(const BottleneckConfig& config,
                                              const TrunkInfo& trunk,
                                              const RandomStream& init);

  // The bottleneck at this sub-layer, or null. Named after the sub-layer's last map, as the
  // checkpoint has it: "encoder.layer.0.attention.output", "encoder.layer.0.output".
  const Bottleneck* At(const Site& site, Sublayer sublayer) const;

  // All of them, layer by layer, attention first.
  std::vector<const Bottleneck*> All() const;
  std::vector<NamedTensor> Tensors() const;

 private:
  std::map<std::pair<int, Sublayer>, Bottleneck> places_;  // {layer, sub-layer}
};

}  // namespace graft

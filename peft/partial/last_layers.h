// LastLayers: train the last layers of the trunk and nothing below them.
//
// Idea:     The oldest way to save: what lies below the last layer is computed as for any
//           other task. A baseline that other methods of its size must beat.
// Paper:    the "last layer" row of Guo, Rush, Kim, "Parameter-Efficient Transfer Learning
//           with Diff Pruning", ACL 2021, arXiv 2012.07463, Table 1.
// Symbols:  θ every parameter of the last n layers.
// Computes: the trunk's output with the trained θ.
// Init:     θ = θ0, the pretrained values: identity.
// Cost:     n of the trunk's layers; the backward pass ends below them.
// Errors:   InvalidArgument if layers is not 1 … the trunk's.
// Differs:  none.
// Not for:  tasks far from the pretraining.
// Tested:   equal to the trunk of the same parameters bit for bit, gradient, merge (thorough).
#pragma once

#include <memory>

#include "peft/partial/trained_copy.h"

namespace graft {

struct LastLayersConfig {
  int64_t layers = 1;

  template <class V>
  void Fields(V&& v) {
    v("layers", layers, "how many, counted from the last");
  }
};

class LastLayers final : public TrainedCopy {
 public:
  using Config = LastLayersConfig;
  using TrainedCopy::TrainedCopy;
  static absl::StatusOr<std::unique_ptr<LastLayers>> Create(
      const LastLayersConfig& config, const TrunkInfo& trunk, const RandomStream& init);
};

}  // namespace graft

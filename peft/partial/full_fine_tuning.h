// FullFineTuning: train every parameter of the trunk.
//
// Idea:     The ceiling of every comparison, and the price that the other methods avoid: a
//           copy of the whole model, with gradient and two moments, for each task.
// Paper:    Devlin et al., "BERT", NAACL 2019, arXiv 1810.04805, section 3.2.
// Symbols:  θ all parameters of the trunk.
// Computes: the trunk's output with the trained θ.
// Init:     θ = θ0, the pretrained values: identity.
// Cost:     all parameters; 16 bytes each in float32 (θ, gradient, two moments).
// Errors:   none.
// Differs:  the pooler is trained only where the head reads it (else its gradient is zero,
//           but weight decay still acts on it, as in HF).
// Not for:  many tasks on one machine.
// Tested:   equal to the trunk of the same parameters bit for bit, gradient, merge
//           (thorough).
#pragma once

#include <memory>

#include "peft/partial/trained_copy.h"

namespace graft {

struct FullFineTuningConfig {
  template <class V>
  void Fields(V&&) {}
};

class FullFineTuning final : public TrainedCopy {
 public:
  using Config = FullFineTuningConfig;
  using TrainedCopy::TrainedCopy;
  static absl::StatusOr<std::unique_ptr<FullFineTuning>> Create(
      const FullFineTuningConfig& config, const TrunkInfo& trunk,
      const RandomStream& init);
};

}  // namespace graft

// BitFit: train the biases and nothing else.
//
// Idea:     The biases of linear maps and LayerNorms are a thousandth of a model's
//           parameters, yet moving them goes a long way on tasks near the pretraining.
// Paper:    Ben Zaken, Goldberg, Ravfogel, "BitFit", ACL 2022, arXiv 2106.10199, section 3.
// Symbols:  b every bias vector, those of LayerNorms (β) included.
// Computes: the trunk's output with the trained b.
// Init:     b = b0, the pretrained values: identity.
// Cost:     per layer 7C + F parameters, and 2C at the embeddings' LayerNorm and the pooler.
// Errors:   none.
// Differs:  none; the paper's smaller variant (query and FFN-up biases only) is not here.
// Not for:  trunks without biases.
// Tested:   equal to the trunk of the same biases bit for bit, a closed form, gradient, merge
//           (thorough).
#pragma once

#include <memory>

#include "peft/partial/trained_copy.h"

namespace graft {

struct BitFitConfig {
  template <class V>
  void Fields(V&&) {}
};

class BitFit final : public TrainedCopy {
 public:
  using Config = BitFitConfig;
  using TrainedCopy::TrainedCopy;
  static absl::StatusOr<std::unique_ptr<BitFit>> Create(const BitFitConfig& config,
                                                        const TrunkInfo& trunk,
                                                        const RandomStream& init);
};

}  // namespace graft

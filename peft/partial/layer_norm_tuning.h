// LayerNormTuning: train the gains and shifts of every LayerNorm and nothing else.
//
// Idea:     A LayerNorm decides how strongly each feature speaks in the layers behind it. To
//           rescale the features that a pretrained model has already, instead of making new
//           ones, is often enough, and costs a few thousandths of its parameters.
// Paper:    Zhao et al., "Tuning LayerNorm in Attention", ICLR 2024, arXiv 2312.11420,
//           section 3.
// Symbols:  γ, β [C] gain and shift of each LayerNorm.
// Computes: the trunk's output with the trained γ and β.
// Init:     γ = γ0, β = β0, the pretrained values: identity.
// Cost:     4C parameters a layer, and 2C at the embeddings.
// Errors:   InvalidArgument if a target matches no LayerNorm.
// Differs:  the paper tunes decoders of language and vision; here as HF PEFT's LN_TUNING with
//           the target "LayerNorm", the embeddings' included.
// Not for:  tasks that need features which the trunk does not have.
// Tested:   equal to the trunk of the same LayerNorms bit for bit, a closed form, gradient,
//           merge, parity with HF PEFT (thorough).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "peft/partial/trained_copy.h"

namespace graft {

struct LayerNormTuningConfig {
  std::string targets = "LayerNorm";

  template <class V>
  void Fields(V&& v) {
    v("targets", targets,
      "LayerNorms, by the end of their name: LayerNorm, attention.output.LayerNorm");
  }
};

// The LayerNorms that the targets mean, in the order of their names.
absl::StatusOr<std::vector<std::string>> MatchLayerNorms(const std::string& targets,
                                                         const TrunkInfo& trunk);

class LayerNormTuning final : public TrainedCopy {
 public:
  using Config = LayerNormTuningConfig;
  using TrainedCopy::TrainedCopy;
  static absl::StatusOr<std::unique_ptr<LayerNormTuning>> Create(
      const LayerNormTuningConfig& config, const TrunkInfo& trunk,
      const RandomStream& init);
};

}  // namespace graft

// TextFeaturizer: a pretrained trunk, with or without a graft, as a featurizer of texts.
//
// Idea:     The trunk is frozen, and shared by all runs; a run trains the graft it was given,
//           or nothing but its classifier. A text is the mean of its tokens' states, as
//           sentence encoders are trained; a word to be tagged is the state of its first token.
// Paper:    Reimers and Gurevych, "Sentence-BERT", EMNLP 2019, arXiv 1908.10084, section 3
//           (mean pooling); Devlin et al., "BERT", section 5.3 (first token of a word).
// Symbols:  h_t [C] last state of token t, virtual tokens in front left out | T of a text
// Computes: texts: f = dropout((1/T) Σ_t h_t); words: f = dropout(h_first)
// Init:     the trunk's and the graft's.
// Cost:     the graft's parameters.
// Errors:   anything but texts is a CHECK; the trunk says else (bert.h).
// Differs:  none; of a bfloat16 trunk the states are pooled, and go on, in float32.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "common/models/bert/bert.h"
#include "common/models/graft.h"
#include "dg/core/featurizer.h"

namespace graft {

class TextFeaturizer final : public Featurizer {
 public:
  // Without a graft nothing is trained. The trunk's weights are shared, not copied; its own
  // dropout acts in training beside `dropout`, that of the features.
  explicit TextFeaturizer(Bert trunk, std::unique_ptr<const Graft> graft = nullptr,
                          double dropout = 0);

  at::Tensor Features(const Inputs& x, const Pass& pass) const override;
  int64_t width() const override { return trunk_.info().hidden; }
  at::ScalarType dtype() const override { return trunk_.info().graft_dtype(); }
  // The graft's, by its names.
  std::vector<NamedTensor> Tensors() const override { return graft_->Tensors(); }

 private:
  Bert trunk_;
  std::unique_ptr<const Graft> graft_;
  double dropout_;
};

}  // namespace graft

// PromptTuning: trained embeddings of virtual tokens in front of every text.
//
// Idea:     The smallest graft there is: l words that are in no vocabulary, whose embeddings
//           are trained while the model stays frozen. It needs a large model; in a small one
//           a few inputs can steer little.
// Paper:    Lester, Al-Rfou, Constant, "The Power of Scale for Parameter-Efficient Prompt
//           Tuning", EMNLP 2021, arXiv 2104.08691. Implements section 2, [P; X].
// Symbols:  P [l,C] the prompt | X [T,C] word embeddings of a text
// Computes: the trunk on [P; X]: positions 0 … l+T-1 and token type 0 for the prompt, which
//           passes the embeddings' LayerNorm and dropout like words.
// Init:     random: N(0, σ²) with BERT's own σ. vocab: the embeddings of l different words
//           out of `pool` common ones, found by rank: an English BERT's vocabulary is sorted
//           by frequency from id 1996 ("the") on, after special, unused and single-character
//           entries.
// Cost:     l·C parameters; the trunk's cost grows as if every text had l tokens more.
// Errors:   InvalidArgument if l < 1, l ≥ the trunk's positions, σ is not finite and above 0,
//           init is unknown, or the pool of vocab does not lie in the vocabulary or is
//           smaller than l.
// Differs:  the paper's random start is U(-½, ½), made for T5, whose word embeddings are
//           larger than BERT's (σ ≈ 0.05) by orders of magnitude. No class-label init.
// Not for:  small models and small budgets.
// Tested:   value and gradient against a float64 twin, equal to real words of the same
//           embeddings, parity with HF PEFT (thorough).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "peft/core/method.h"

namespace graft {

struct PromptTuningConfig {
  int64_t l = 20;  // the paper's Figure 3a: little is gained beyond
  std::string init = "random";
  double init_sigma = 0.02;
  int64_t pool = 5000;
  int64_t pool_from = 1996;

  template <class V>
  void Fields(V&& v) {
    v("l", l, "virtual tokens, fewer than the trunk's positions");
    v("init", init, "random, or vocab: embeddings of common words");
    v("init_sigma", init_sigma, "random: standard deviation, > 0");
    v("pool", pool, "vocab: how many of the most common words to draw from");
    v("pool_from", pool_from, "vocab: id of the most common word");
  }
};

// InvalidArgument unless a prompt of l tokens leaves the trunk room for a text.
absl::Status CheckPromptLength(int64_t l, const TrunkInfo& trunk);

class PromptTuning final : public Method {
 public:
  using Config = PromptTuningConfig;
  static absl::StatusOr<std::unique_ptr<PromptTuning>> Create(
      const PromptTuningConfig& config, const TrunkInfo& trunk,
      const RandomStream& init);

  Ragged Embed(const Site& site, Ragged words) const override;
  int64_t ExtraTokens() const override { return prompt_.size(0); }
  // "prompt_embeddings" [l,C], as HF PEFT.
  std::vector<NamedTensor> Tensors() const override;

 private:
  explicit PromptTuning(at::Tensor prompt);

  at::Tensor prompt_;  // P
};

}  // namespace graft

#include "dg/networks/text_featurizer.h"

#include <algorithm>
#include <utility>

#include "common/base/check.h"
#include "common/models/head.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

// The states of these tokens, which are counted without virtual ones [R,C].
at::Tensor StatesOf(const std::vector<int64_t>& words, const TokenBatch& tokens,
                    const Ragged& x) {
  std::vector<int64_t> rows;
  rows.reserve(words.size());
  for (const int64_t word : words) {
    CHECK(word >= 0 && word < tokens.starts.back()) << word;
    // As many texts begin up to here, and as many prompts.
    const auto texts = std::ranges::upper_bound(tokens.starts, word);
    rows.push_back(word + x.prompt * (texts - tokens.starts.begin()));
  }
  return x.rows.index_select(0, at::tensor(rows, at::kLong).to(x.rows.device()));
}

}  // namespace

TextFeaturizer::TextFeaturizer(Bert trunk, std::unique_ptr<const Graft> graft,
                               double dropout)
    : trunk_(std::move(trunk)),
      graft_(graft ? std::move(graft) : std::make_unique<const Graft>()),
      dropout_(dropout) {}

at::Tensor TextFeaturizer::Features(const Inputs& x, const Pass& pass) const {
  CHECK(x.texts());
  Ragged states = trunk_.Forward(x.tokens, *graft_, pass.dropout);
  states.rows = states.rows.to(dtype());
  const at::Tensor features = x.words.empty()
                                  ? Pool(trunk_, states, Pooling::kMean, *graft_)
                                  : StatesOf(x.words, x.tokens, states);
  return ApplyDropout(features, pass.dropout.At("features", dropout_));
}

}  // namespace graft

// Classification: a trunk, a graft and a head on tokenised texts.
//
// Idea:    Texts are tokenised once. Evaluation sorts them by length and runs batches of a
//          size in tokens, so that nothing waits for the longest text.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/data/example.h"
#include "common/models/bert/bert.h"
#include "common/models/head.h"
#include "common/text/tokenizer.h"
#include "common/train/metrics.h"
#include "common/train/trainer.h"

namespace graft {

struct EncodedText {
  TokenSequence tokens;
  int64_t label = 0;
};

// Texts of a data set, or its pairs where it has them, cut to `max_length` tokens.
std::vector<EncodedText> EncodeTexts(const TextDataset& data,
                                     const Tokenizer& tokenizer, int max_length);

// What is trained and asked together; the parts must outlive it.
struct Classifier {
  const Bert& trunk;
  const Graft& graft;
  const Head& head;

  at::Tensor Logits(const TokenBatch& batch, const Dropout& dropout = {}) const;
};

// Logits of every text in its own order [n,K], float64; records nothing.
at::Tensor PredictLogits(const Classifier& model, std::span<const EncodedText> texts);

Confusion Evaluate(const Classifier& model, std::span<const EncodedText> texts);

// Mean-pooled, frozen hidden states of every text [n,C], float64.
at::Tensor MeanStates(const Bert& trunk, std::span<const EncodedText> texts);

// The task of Trainer: cross-entropy on `train`, accuracy on `dev` (none if it is empty).
// All arguments must outlive it.
TrainTask ClassificationTask(const Classifier& model,
                             const std::vector<EncodedText>& train,
                             const std::vector<EncodedText>& dev);

}  // namespace graft

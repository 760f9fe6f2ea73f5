// Tagging: a trunk, a graft and a head that give every word of a sentence its tag.
//
// Idea:    Words are tokenised one by one; a word's tag is read at its first token, as BERT's
//          authors do it, and its other tokens are context. Sentences are run as ragged
//          batches, and the head sees the rows of first tokens only.
// Paper:   Devlin et al., "BERT", section 5.3 (first sub-token); Liu et al., "P-Tuning v2",
//          ACL 2022, arXiv 2110.07602, section 3.3 (a linear head on every token).
// Differs: none from HF's BertForTokenClassification on words given as a list, labels on first
//          sub-tokens. A word that has no token at all (of control characters only), or that
//          lies behind the cut, is not predicted: its tag is -1.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "common/data/example.h"
#include "common/models/bert/bert.h"
#include "common/models/linear_head.h"
#include "common/text/tokenizer.h"
#include "common/train/metrics.h"
#include "common/train/trainer.h"

namespace graft {

// The tokens of the words between [CLS] and [SEP]; a word has a row if it has a token.
struct EncodedSentence {
  TokenSequence tokens = {};
  std::vector<int64_t> tags = {};   // [W] of every word
  std::vector<int64_t> words = {};  // [R] the word of each row, rising
  std::vector<int64_t> rows = {};   // [R] the token where it is read
};

// `max_length` counts [CLS] and [SEP], at least 2; a word whose first tokens fit is read.
std::vector<EncodedSentence> EncodeSentences(const TagDataset& data,
                                             const Tokenizer& tokenizer,
                                             int64_t max_length);

// Words without a row.
int64_t CountUnread(std::span<const EncodedSentence> sentences);

// Frozen states of the rows of all sentences, one after another [ΣR,C], float64.
at::Tensor WordStates(const Bert& trunk, std::span<const EncodedSentence> sentences);

// What is trained and asked together; the parts must outlive it.
struct Tagger {
  const Bert& trunk;
  const Graft& graft;
  const LinearHead& head;

  // Scores [ΣR,K] of the rows of all sentences, one after another.
  at::Tensor Logits(std::span<const EncodedSentence* const> sentences,
                    const Dropout& dropout = {}) const;
};

// A tag for every word of every sentence, -1 where it has none.
using WordTags = std::vector<std::vector<int64_t>>;

// -1 where a word has no row; records nothing.
WordTags PredictTags(const Tagger& model, std::span<const EncodedSentence> sentences);

// The words that have a tag, against their true ones.
Confusion CompareTags(std::span<const EncodedSentence> sentences,
                      const WordTags& predicted, int64_t classes);

// F1 of entities; `labels` are IOB (entity_spans.h). Words without a tag count as O.
double CompareSpans(std::span<const EncodedSentence> sentences,
                    const WordTags& predicted, const std::vector<std::string>& labels);

// Both of what the model predicts; who wants both predicts once.
Confusion Evaluate(const Tagger& model, std::span<const EncodedSentence> sentences);

double EvaluateSpans(const Tagger& model, std::span<const EncodedSentence> sentences,
                     const std::vector<std::string>& labels);

// Cross-entropy summed over the rows of the sentences, recorded for a backward pass.
at::Tensor SummedTagLoss(const Tagger& model,
                         std::span<const EncodedSentence* const> sentences,
                         const Dropout& dropout);

// The task of Trainer: mean cross-entropy over the rows of the batch. The score on `dev` (none if
// it is empty) is the F1 of entities if `span_labels` are given, else the accuracy. All
// arguments must outlive it.
TrainTask TaggingTask(const Tagger& model, const std::vector<EncodedSentence>& train,
                      const std::vector<EncodedSentence>& dev,
                      const std::vector<std::string>& span_labels = {});

}  // namespace graft

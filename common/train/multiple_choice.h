// MultipleChoice: a trunk, a graft and a head of one class that choose among texts.
//
// Idea:      Each choice is read with the question's text as a pair and gets one score; the
//            probabilities of a question's choices are the softmax of their scores. Questions
//            may have different numbers of choices.
// Paper:     Radford et al., "Improving Language Understanding by Generative Pre-Training",
//            2018, section 3.3; Liu et al., "P-Tuning v2", ACL 2022, arXiv 2110.07602 (COPA).
// Computes:  loss = -log softmax(scores of the question)_right, mean over questions.
// Errors:    a head with more than one class, and a question without choices, are a CHECK.
// Differs:   none from HF's BertForMultipleChoice (Pooling::kPooler).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "common/data/example.h"
#include "common/models/bert/bert.h"
#include "common/models/head.h"
#include "common/text/tokenizer.h"
#include "common/train/metrics.h"
#include "common/train/trainer.h"

namespace graft {

struct EncodedChoices {
  std::vector<TokenSequence> choices = {};
  int64_t label = 0;
};

// The pairs of text and choice, each cut to `max_length` tokens.
std::vector<EncodedChoices> EncodeChoices(const ChoiceDataset& data,
                                          const Tokenizer& tokenizer, int max_length);

// What is trained and asked together; the parts must outlive it.
struct Chooser {
  const Bert& trunk;
  const Graft& graft;
  const Head& head;

  // Scores [choices] of each question.
  std::vector<at::Tensor> Scores(std::span<const EncodedChoices* const> questions,
                                 const Dropout& dropout = {}) const;
};

// Mean over the questions, recorded for a backward pass.
at::Tensor ChoiceLoss(const Chooser& model,
                      std::span<const EncodedChoices* const> questions,
                      const Dropout& dropout = {});

// The highest score's choice for every question, of equals the first; records nothing.
std::vector<int64_t> Choose(const Chooser& model,
                            std::span<const EncodedChoices> questions);

// Of the choices' places; as many classes as the longest list has choices.
Confusion Evaluate(const Chooser& model, std::span<const EncodedChoices> questions);

// The task of Trainer: ChoiceLoss on `train`, accuracy on `dev` (none if it is empty). All
// arguments must outlive it.
TrainTask MultipleChoiceTask(const Chooser& model,
                             const std::vector<EncodedChoices>& train,
                             const std::vector<EncodedChoices>& dev);

}  // namespace graft

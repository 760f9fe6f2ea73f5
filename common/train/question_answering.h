// QuestionAnswering: a trunk, a graft and a head that find a question's answer in a context.
//
// Idea:      The head gives each token two scores: that the answer starts, and that it ends
//            there. Training minimises the mean of the two cross-entropies over a window's
//            tokens; answer_spans.h makes answers of the scores.
// Paper:     Devlin et al., "BERT", NAACL 2019, arXiv 1810.04805, section 4.2; Liu et al.,
//            "P-Tuning v2", ACL 2022, arXiv 2110.07602 (the same head on a frozen trunk).
// Computes:  loss = -(log softmax(s)_start + log softmax(e)_end)/2, mean over windows; s, e
//            the two columns of the head's logits.
// Errors:    a head without exactly two classes is a CHECK.
// Differs:   batches hold no padding, so that no probability goes to it, as some does in HF's
//            BertForQuestionAnswering. A question with no span at all has the empty answer
//            (run_qa.py: the text "empty").
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "common/data/squad.h"
#include "common/models/bert/bert.h"
#include "common/models/linear_head.h"
#include "common/train/answer_spans.h"
#include "common/train/question_windows.h"
#include "common/train/squad_metric.h"
#include "common/train/trainer.h"

namespace graft {

// What is trained and asked together; the parts must outlive it. `head` has two classes.
struct QuestionAnswerer {
  const Bert& trunk;
  const Graft& graft;
  const LinearHead& head;

  // Start and end scores [T,2] of each window's tokens.
  std::vector<at::Tensor> Logits(std::span<const QuestionWindow* const> windows,
                                 const Dropout& dropout = {}) const;
};

// Mean over the windows, recorded for a backward pass.
at::Tensor SpanLoss(const QuestionAnswerer& model,
                    std::span<const QuestionWindow* const> windows,
                    const Dropout& dropout = {});

// The answer to every question, in order; records nothing. `windows` as MakeWindows.
std::vector<FoundAnswer> FindAnswers(const QuestionAnswerer& model,
                                     const SquadData& data,
                                     std::span<const QuestionWindow> windows,
                                     const AnswerConfig& config);

SquadMetric Evaluate(const QuestionAnswerer& model, const SquadData& data,
                     std::span<const QuestionWindow> windows,
                     const AnswerConfig& config);

// The task of Trainer: SpanLoss on `train`, the F1 of `dev` (none if it has no question).
// All arguments but `config` must outlive it.
TrainTask QuestionAnsweringTask(const QuestionAnswerer& model,
                                const std::vector<QuestionWindow>& train,
                                const SquadData& dev,
                                const std::vector<QuestionWindow>& dev_windows,
                                const AnswerConfig& config);

}  // namespace graft

// AnswerSpans: the answer that start and end scores of a question's windows say.
//
// Idea:      Of each window, the `best` highest starts are paired with the `best` highest
//            ends, where both lie in the context and not too far apart; the score of a span
//            is the sum of the two, and the highest of all windows wins. Where there may be
//            no answer, the span at [CLS] says so: the lowest such score of all windows must
//            exceed that of the best span by more than a threshold.
// Paper:     Devlin et al., "BERT", NAACL 2019, arXiv 1810.04805, sections 4.2 and 4.3.
// Cost:      O(T log T + best²) per window of T tokens.
// Errors:    scores of another length than the window are a CHECK.
// Differs:   as HF's run_qa.py but for equal scores, of which the earlier is taken here.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/train/question_windows.h"

namespace graft {

struct AnswerConfig {
  int64_t best = 20;          // starts, ends and spans that are looked at
  int64_t longest = 30;       // tokens
  bool may_be_none = false;   // SQuAD 2.0
  double none_threshold = 0;  // by how much "none" must win
};

// The scores of a window's tokens.
struct WindowScores {
  const QuestionWindow* window;
  std::span<const double> start, end;  // [T]
};

struct AnswerSpan {
  int32_t begin, end;  // code points of the context
  double score;
  double probability;  // softmax over the spans kept
};

struct FoundAnswer {
  std::string text;               // empty: none
  double none_score = 0;          // of [CLS], less that of the best span
  std::vector<AnswerSpan> spans;  // the `best` ones, highest first
};

// `windows`: all of one question.
FoundAnswer FindAnswer(std::string_view context, std::span<const WindowScores> windows,
                       const AnswerConfig& config);

}  // namespace graft

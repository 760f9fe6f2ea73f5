// SquadMetric: exact match and F1 of answers, as SQuAD's official evaluation counts them.
//
// Idea:      Answers are compared without case, punctuation, articles and superfluous white
//            space: for the exact match whole, for F1 as bags of words. Of several true
//            answers the best counts; for a question without an answer the empty text is
//            the true one.
// Paper:     Rajpurkar et al., "SQuAD", EMNLP 2016, arXiv 1606.05250, section 6.1, and
//            "Know What You Don't Know", ACL 2018, arXiv 1806.03822: evaluate-v2.0.py.
// Computes:  F1 = 2 p r/(p + r), p and r the shares of common words in the two answers.
// Errors:    a metric of no questions is NaN.
// Differs:   none from evaluate-v2.0.py; evaluate-v1.1.py is the same where every true answer
//            holds more than articles and punctuation.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace graft {

// What is compared: the words in lower case, joined by blanks.
std::string NormaliseAnswer(std::string_view answer);

// 0 or 1, and 0 … 1, against one true answer.
double ExactMatch(std::string_view truth, std::string_view answer);
double WordF1(std::string_view truth, std::string_view answer);

// Means over questions, in [0, 1].
class SquadMetric {
 public:
  // `truths`: the texts of the true answers; none: the question has no answer.
  void Add(std::span<const std::string> truths, std::string_view answer);

  double ExactMatch() const { return Mean(&Sums::exact, {true, true}); }
  double F1() const { return Mean(&Sums::f1, {true, true}); }
  // The same of the questions that have an answer, or have none, alone.
  double ExactMatch(bool answerable) const {
    return Mean(&Sums::exact, {answerable, !answerable});
  }
  double F1(bool answerable) const {
    return Mean(&Sums::f1, {answerable, !answerable});
  }
  int64_t questions() const { return sums_[0].questions + sums_[1].questions; }

 private:
  struct Sums {
    double exact = 0, f1 = 0;
    int64_t questions = 0;
  };
  struct Which {
    bool answerable, unanswerable;
  };
  double Mean(double Sums::*sum, const Which& which) const;

  Sums sums_[2];  // of those with an answer, and without
};

}  // namespace graft

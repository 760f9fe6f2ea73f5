// Claims: a verdict on a paper's claim, from our runs and by a rule stated beforehand.
//
// Idea:    A claim compares two methods run with the same seeds. The 95 % t-interval of
//          the mean paired difference a − b lies wholly where the claim says, wholly
//          where it denies, or reaches into both: then the runs cannot tell. The rule is
//          a sentence that the report prints beside the verdict and the evidence.
// Symbols: d = mean of a − b over seeds | [low, high] its 95 % t-interval
// Errors:  CHECK where a and b differ in length or a tolerance is not positive. A value
//          that is not finite, or fewer than two seeds, gives "not testable".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"

namespace graft {

enum class Verdict { kReproduced, kNotReproduced, kNotTestable };

// "reproduced", "not reproduced here", "not testable at this size".
std::string VerdictText(Verdict verdict);
absl::StatusOr<Verdict> ParseVerdict(std::string_view text);

// Two methods, one value per seed, the same seeds in the same order. More is better.
struct Comparison {
  std::string a_name;
  std::vector<double> a;
  std::string b_name;
  std::vector<double> b;
  double scale = 100;           // how figures are shown: a share in points
  std::string unit = "points";  // empty for plain numbers
};

struct Judgement {
  Verdict verdict = Verdict::kNotTestable;
  std::string rule = {};      // one sentence
  std::string evidence = {};  // the means, the difference and its interval
};

// "a is better than b by more than `margin`" (negative: "at most −margin worse"):
// reproduced if low > margin; otherwise not if high ≤ margin, or if high < effect, where
// `effect` ≥ margin is the least difference that the claim is about (the paper's own, or
// what matters in practice); else not testable.
Judgement JudgeGreater(const Comparison& comparison, double margin, double effect);
Judgement JudgeGreater(const Comparison& comparison, double margin = 0);

// "a and b are equally good within `tolerance`": reproduced if −tolerance < low and
// high < tolerance; not reproduced if the interval lies wholly outside; else not testable.
Judgement JudgeComparable(const Comparison& comparison, double tolerance);

// The claim needs data, a model or a size that this run does not have.
Judgement NotTestable(std::string why);

}  // namespace graft

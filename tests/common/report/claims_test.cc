#include "common/report/claims.h"

#include <gtest/gtest.h>

#include <cmath>

namespace graft {
namespace {

Comparison Seeds(std::vector<double> a, std::vector<double> b) {
  return {.a_name = "MAM", .a = std::move(a), .b_name = "LoRA", .b = std::move(b)};
}

// Differences of 3, 4 and 5 points: interval 4 ± 4.303 · 1/√3 = [1.52, 6.48].
const Comparison kBetter = Seeds({.93, .95, .94}, {.90, .91, .89});
// Differences of −0.1, 0 and 0.1 points: 0 ± 0.25.
const Comparison kEqual = Seeds({.900, .901, .902}, {.901, .901, .901});
// Differences of −10, 0 and 10 points: 0 ± 24.8.
const Comparison kNoisy = Seeds({.80, .90, 1.0}, {.90, .90, .90});

TEST(JudgeGreater, FollowsTheIntervalOfThePairedDifference) {
  EXPECT_EQ(JudgeGreater(kBetter).verdict, Verdict::kReproduced);
  EXPECT_EQ(JudgeGreater(kBetter, 0.01).verdict, Verdict::kReproduced);
  EXPECT_EQ(JudgeGreater(kBetter, 0.04).verdict, Verdict::kNotTestable);
  EXPECT_EQ(JudgeGreater(kBetter, 0.07).verdict, Verdict::kNotReproduced);
  const Comparison worse = Seeds(kBetter.b, kBetter.a);
  EXPECT_EQ(JudgeGreater(worse).verdict, Verdict::kNotReproduced);
  EXPECT_EQ(JudgeGreater(kNoisy).verdict, Verdict::kNotTestable);
  EXPECT_EQ(JudgeGreater(kEqual, -0.005).verdict, Verdict::kReproduced);
}

TEST(JudgeGreater, DeniesAnEffectThatTheIntervalExcludes) {
  EXPECT_EQ(JudgeGreater(kEqual).verdict, Verdict::kNotTestable);
  EXPECT_EQ(JudgeGreater(kEqual, 0, 0.005).verdict, Verdict::kNotReproduced);
  EXPECT_EQ(JudgeGreater(kNoisy, 0, 0.005).verdict, Verdict::kNotTestable);
}

TEST(JudgeGreater, StatesRuleAndEvidence) {
  const Judgement judgement = JudgeGreater(kBetter, 0, 0.005);
  EXPECT_EQ(
      judgement.rule,
      "Reproduced if the 95 % t-interval of MAM − LoRA, paired by seed, lies above "
      "+0.00 points; otherwise not reproduced if it lies below +0.50 points; else not "
      "testable.");
  EXPECT_EQ(judgement.evidence,
            "MAM 94.00, LoRA 90.00 (3 seeds); difference +4.00 points, 95 % interval "
            "[+1.52, +6.48]");
}

TEST(JudgeComparable, AsksForTheWholeIntervalWithinTheTolerance) {
  EXPECT_EQ(JudgeComparable(kEqual, 0.005).verdict, Verdict::kReproduced);
  EXPECT_EQ(JudgeComparable(kNoisy, 0.005).verdict, Verdict::kNotTestable);
  EXPECT_EQ(JudgeComparable(kBetter, 0.01).verdict, Verdict::kNotReproduced);
  EXPECT_EQ(JudgeComparable(kBetter, 0.02).verdict, Verdict::kNotTestable);
  EXPECT_EQ(JudgeComparable(kBetter, 0.005).rule,
            "Reproduced if the 95 % t-interval of MAM − LoRA, paired by seed, lies "
            "within ±0.50 points; not reproduced if it lies wholly outside; else not "
            "testable.");
}

TEST(Judge, CannotTellFromOneSeedOrADivergedRun) {
  const Judgement one = JudgeGreater(Seeds({.9}, {.1}));
  EXPECT_EQ(one.verdict, Verdict::kNotTestable);
  EXPECT_EQ(one.evidence,
            "MAM 90.00, LoRA 10.00 (1 seed); difference +80.00 points, no interval");
  const Comparison diverged = Seeds({.9, NAN, .9}, {.1, .1, .1});
  EXPECT_EQ(JudgeGreater(diverged).verdict, Verdict::kNotTestable);
  EXPECT_EQ(JudgeComparable(diverged, 0.1).verdict, Verdict::kNotTestable);
  EXPECT_EQ(JudgeGreater(Seeds({}, {})).verdict, Verdict::kNotTestable);
  EXPECT_EQ(NotTestable("needs MNLI").evidence, "needs MNLI");
}

TEST(Verdict, ReadsItsOwnText) {
  for (const Verdict verdict :
       {Verdict::kReproduced, Verdict::kNotReproduced, Verdict::kNotTestable})
    EXPECT_EQ(ParseVerdict(VerdictText(verdict)).value(), verdict);
  EXPECT_EQ(ParseVerdict("maybe").status().message(),
            "verdict \"maybe\": expected \"reproduced\", \"not reproduced here\" or "
            "\"not testable at this size\"");
}

TEST(JudgeDeathTest, RefusesBadRules) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(JudgeGreater(kBetter, 0.1, 0.05), "effect >= margin");
  EXPECT_DEATH(JudgeComparable(kBetter, 0), "tolerance > 0");
  EXPECT_DEATH(JudgeGreater(Seeds({1}, {1, 2})), "1 vs. 2");
}

}  // namespace
}  // namespace graft

#include "common/report/claims.h"

#include <array>
#include <cmath>

#include "common/base/check.h"
#include "common/report/figures.h"
#include "common/train/intervals.h"

namespace graft {
namespace {

constexpr int kDigits = 2;
constexpr std::array kVerdicts = {Verdict::kReproduced, Verdict::kNotReproduced,
                                  Verdict::kNotTestable};

std::string Shown(const Comparison& comparison, double value) {
  const std::string figure = FormatSigned(value, kDigits, comparison.scale);
  return comparison.unit.empty() ? figure : StrCat(figure, " ", comparison.unit);
}

// "MAM 91.20, LoRA 90.90 (means of 3 seeds); difference +0.30 points, 95 % interval …"
std::string Evidence(const Comparison& comparison, const MeanInterval& difference) {
  const auto mean = [&](const std::vector<double>& values) {
    return FormatFixed(MeanOf(values).mean, kDigits, comparison.scale);
  };
  std::string text =
      StrCat(comparison.a_name, " ", mean(comparison.a), ", ", comparison.b_name, " ",
             mean(comparison.b), " (", difference.count,
             difference.count == 1 ? " seed" : " seeds", "); difference ",
             Shown(comparison, difference.mean));
  if (!std::isfinite(difference.half_width)) return text + ", no interval";
  return StrCat(text, ", 95 % interval [",
                FormatSigned(difference.low(), kDigits, comparison.scale), ", ",
                FormatSigned(difference.high(), kDigits, comparison.scale), "]");
}

}  // namespace

std::string VerdictText(Verdict verdict) {
  switch (verdict) {
    case Verdict::kReproduced:
      return "reproduced";
    case Verdict::kNotReproduced:
      return "not reproduced here";
    case Verdict::kNotTestable:
      return "not testable at this size";
  }
  CHECK(false) << "verdict " << static_cast<int>(verdict);
  return "";
}

absl::StatusOr<Verdict> ParseVerdict(std::string_view text) {
  for (const Verdict verdict : kVerdicts)
    if (text == VerdictText(verdict)) return verdict;
  return absl::InvalidArgumentError(StrCat(
      "verdict \"", text,
      "\": expected \"reproduced\", \"not reproduced here\" or \"not testable at "
      "this size\""));
}

Judgement JudgeGreater(const Comparison& comparison, double margin, double effect) {
  CHECK_GE(effect, margin);
  const MeanInterval difference = PairedDifference(comparison.a, comparison.b);
  Judgement judgement;
  const std::string a_minus_b = StrCat(comparison.a_name, " − ", comparison.b_name);
  judgement.rule = StrCat("Reproduced if the 95 % t-interval of ", a_minus_b,
                          ", paired by seed, lies above ", Shown(comparison, margin),
                          "; otherwise not reproduced if it lies ",
                          effect > margin ? "below " : "at or below ",
                          Shown(comparison, effect), "; else not testable.");
  judgement.evidence = Evidence(comparison, difference);
  if (difference.low() > margin)
    judgement.verdict = Verdict::kReproduced;
  else if (difference.high() <= margin || difference.high() < effect)
    judgement.verdict = Verdict::kNotReproduced;
  return judgement;
}

Judgement JudgeGreater(const Comparison& comparison, double margin) {
  return JudgeGreater(comparison, margin, margin);
}

Judgement JudgeComparable(const Comparison& comparison, double tolerance) {
  CHECK_GT(tolerance, 0);
  const MeanInterval difference = PairedDifference(comparison.a, comparison.b);
  Judgement judgement;
  judgement.rule =
      StrCat("Reproduced if the 95 % t-interval of ", comparison.a_name, " − ",
             comparison.b_name, ", paired by seed, lies within ±",
             Shown(comparison, tolerance).substr(1),
             "; not reproduced if it lies wholly outside; else not testable.");
  judgement.evidence = Evidence(comparison, difference);
  if (difference.low() > -tolerance && difference.high() < tolerance)
    judgement.verdict = Verdict::kReproduced;
  else if (difference.low() >= tolerance || difference.high() <= -tolerance)
    judgement.verdict = Verdict::kNotReproduced;
  return judgement;
}

Judgement NotTestable(std::string why) {
  return {.verdict = Verdict::kNotTestable,
          .rule = "Not testable where what the claim needs is not there.",
          .evidence = std::move(why)};
}

}  // namespace graft

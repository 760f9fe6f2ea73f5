// Records: the lines of a results.jsonl, one object each: a run, a table cell, a claim.
//
// Idea:    Everything that a README or a report quotes stands in one file that any script
//          can read. A figure that is not known is NaN here and null there; other numbers
//          are written so that reading them gives the same bits.
// Errors:  InvalidArgument: wrong or missing key, unknown key (with the nearest known one),
//          wrong type, unknown kind.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "common/base/json.h"
#include "common/base/learning_curve.h"
#include "common/base/status.h"
#include "common/report/claims.h"

namespace graft {

// One training run. {"kind":"run", …}
struct RunRecord {
  std::string paper = {};
  std::string run = {};          // unique in the paper: "tweets/lora_ffn_r8/seed1"
  Json config = Json::object();  // every option the run was given
  int64_t seed = 0;
  std::map<std::string, std::string> versions = {};  // "torch", "compiler", "cpu" …
  std::map<std::string, double> metrics = {};        // "test_accuracy": 0.91 …
  // Learning curves, name → (step, value): "train_loss", "dev_accuracy" …
  std::map<std::string, LearningCurve> curves = {};
  double seconds = kUnknown;
  double peak_mib = kUnknown;

  bool operator==(const RunRecord&) const = default;
};

// One figure of a table: the mean over seeds beside the paper's. {"kind":"cell", …}
struct CellRecord {
  std::string paper = {}, table = {}, row = {}, metric = {};
  double mean = kUnknown;
  double half_width = kUnknown;  // of the 95 % t-interval
  int64_t seeds = 0;             // how many
  double paper_value = kUnknown;
  std::optional<int64_t> params = {};  // trainable parameters
  double step_ms = kUnknown;
  double peak_mib = kUnknown;
};

// A claim of the paper and what became of it. {"kind":"claim", …}
struct ClaimRecord {
  std::string paper = {}, claim = {};
  Verdict verdict = Verdict::kNotTestable;
  std::string rule = {}, evidence = {};

  bool operator==(const ClaimRecord&) const = default;
};

ClaimRecord MakeClaim(std::string paper, std::string claim, Judgement judgement);

Json ToJson(const RunRecord& record);
Json ToJson(const CellRecord& record);
Json ToJson(const ClaimRecord& record);

absl::StatusOr<RunRecord> RunFromJson(const Json& json);
absl::StatusOr<CellRecord> CellFromJson(const Json& json);
absl::StatusOr<ClaimRecord> ClaimFromJson(const Json& json);

}  // namespace graft

// ArmResults: what the run records say of each arm and reference on a task.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/report/results.h"

namespace graft::papers {

// The references that no tuned model may hide from: two for texts, two for words.
struct Reference {
  const char* name;   // in run names
  const char* label;  // as printed
  const char* mark;   // of a method that does not beat it,
  const char* what;   // with the footnote "… does not beat <what>."
};
inline constexpr std::array kReferences = {
    Reference{"tfidf", "TF-IDF + logistic regression", "†",
              "TF-IDF + logistic regression"},
    Reference{"frozen", "frozen encoder, mean + logistic regression", "‡",
              "a logistic regression on the frozen encoder"},
    Reference{"words", "most frequent tag of the word", "†",
              "the most frequent tag of the word"},
    Reference{"frozen_words", "frozen encoder, first token + logistic regression", "‡",
              "a logistic regression on the frozen encoder"}};

// Names of the runs that are no training: the references of a task, and an arm's cost.
std::string ReferenceRun(const std::string& task, const std::string& reference);
std::string CostRun(const std::string& arm);

// The value of a run's metric; NaN if it has none.
double Metric(const RunRecord& run, const std::string& name);

// What a run was scored by on test: "test_accuracy", or "test_span_f1" where it has that.
std::string TestScore(const RunRecord& run);

// A reference's score on test, if it has run.
std::optional<double> ReferenceScore(const Results& results, const std::string& task,
                                     const std::string& reference);

// An arm on a task: its runs at the rate that dev chose among those of seed 0.
struct ArmResult {
  double rate = 0;
  std::vector<double> score;           // on test, by seed
  std::vector<const RunRecord*> runs;  // by seed; live in the results
  int64_t params = 0;
  const RunRecord* first = nullptr;  // seed 0; lives in the results
};

// A metric by seed, NaN where a run lacks it; and its mean.
std::vector<double> MetricBySeed(const ArmResult& arm, const std::string& name);
double MeanMetric(const ArmResult& arm, const std::string& name);

// By the arm's name.
std::map<std::string, ArmResult> CollectArms(const Results& results,
                                             const std::string& task);

}  // namespace graft::papers

// Study: every arm of a comparison on one task, with the same effort for each.
//
// Idea:    An arm is run once per learning rate of its grid with the first seed, its rate is
//          the one with the best dev accuracy, and that rate is run with the other seeds:
//          the same number of runs, steps and evaluations for every arm. Each finished run
//          is one line of results.jsonl; a study that is stopped goes on where it was.
//          Runs share the trunk and the data and are independent, so they go to as many
//          workers as there are cores, one thread each; their number changes no bit.
// Errors:  a run whose loss is not finite scores 0 on dev and is kept as such; other errors
//          end the study.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/models/head.h"
#include "common/report/results.h"
#include "common/train/classification.h"
#include "common/train/trainer.h"
#include "peft/study/arm.h"

namespace graft {

struct StudyTask {
  std::string name;        // "tweets"
  int64_t max_length = 0;  // tokens a text was cut to; for the record
  int64_t classes = 0;
  std::optional<LinearMap> head = {};  // where every run's head starts; none: drawn
  std::vector<EncodedText> train, dev, test;
};

struct StudyConfig;

// Trains an arm of a task at a rate and scores it: RunArm, or what a paper has in its place.
using RunFunction = std::function<absl::StatusOr<RunRecord>(
    const Bert& trunk, const StudyTask& task, const Arm& arm, double rate, int64_t seed,
    const StudyConfig& config)>;

struct StudyConfig {
  std::string paper = {};  // names the records
  TrainConfig train = {};  // rate and seed are set per run
  Pooling pooling = Pooling::kMean;
  int64_t seeds = 3;
  int workers = 2;
  std::string dtype = {};  // of the trunk, for the record
  RunFunction run = {};    // RunArm if empty
};

// A run in its study: "tweets/lora_ffn_r5/rate0.002/seed0".
std::string RunName(const std::string& task, const Arm& arm, double rate, int64_t seed);

// The record of a run before it has run: its name, its configuration, complete enough to
// repeat it, and the versions.
RunRecord StartRecord(const Bert& trunk, const StudyTask& task, const Arm& arm,
                      double rate, int64_t seed, const StudyConfig& config);

// The head that a run starts from.
Head StartHead(const Bert& trunk, const StudyTask& task, Pooling pooling,
               const RandomStream& init);

// What a training came to, in `record`: scores on dev and test, time and curves.
void FinishRecord(const Classifier& model, const StudyTask& task,
                  const TrainResult& result, RunRecord& record);

// Trains one arm and scores it on dev and test.
absl::StatusOr<RunRecord> RunArm(const Bert& trunk, const StudyTask& task,
                                 const Arm& arm, double rate, int64_t seed,
                                 const StudyConfig& config);

// Whether dev prefers run a to run b: by accuracy, and at equal accuracy by the smaller rate.
bool BetterOnDev(const RunRecord& a, const RunRecord& b);

// The rate that dev chose for an arm, from the records of its first seed.
double ChosenRate(const Results& results, const std::string& task, const Arm& arm);

// InvalidArgument if `earlier` holds a run of that name with another configuration: results
// of two presets, models or data sets do not belong in one table.
absl::Status CheckSameConfig(const Results& earlier, const std::string& run,
                             const Json& config);

// Runs what is missing in `writer` and adds it there; returns all records of the task.
// `on_run` is called after each run, from one thread at a time. Cancelled after Ctrl-C.
absl::StatusOr<Results> RunStudy(const Bert& trunk, const StudyTask& task,
                                 const std::vector<Arm>& arms,
                                 const StudyConfig& config, ResultsWriter& writer,
                                 const std::function<void(const RunRecord&)>& on_run);

// Number of runs that RunStudy makes in all.
int64_t RunCount(const std::vector<Arm>& arms, const StudyConfig& config);

}  // namespace graft

// RunArm: one training of a study: an arm, a learning rate and a seed on one task.
//
// Idea:    A run is a record: its name and configuration are known before it runs, its scores
//          afterwards. What a paper does in other steps it puts together from the parts here.
// Errors:  a run whose loss is not finite scores 0 and is no error; Cancelled after Ctrl-C.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/models/head.h"
#include "common/report/records.h"
#include "common/train/trainer.h"
#include "peft/study/arm.h"
#include "peft/study/study_task.h"

namespace graft {

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
  // Of the trunk's hidden states and the head; none: the model's own.
  std::optional<double> dropout = {};
  RunFunction run = {};  // RunArm if empty
};

// A run in its study: "tweets/lora_ffn_r5/rate0.002/seed0".
std::string RunName(const std::string& task, const Arm& arm, double rate, int64_t seed);

// The record of a run before it has run: its name, its configuration, complete enough to
// repeat it, and the versions.
RunRecord StartRecord(const Bert& trunk, const StudyTask& task, const Arm& arm,
                      double rate, int64_t seed, const StudyConfig& config);

// The trunk with the study's dropout; its weights are shared.
Bert StudyTrunk(const Bert& model, const StudyConfig& config);

// The head that a run starts from.
Head StartHead(const Bert& trunk, const StudyTask& task, Pooling pooling,
               const RandomStream& init);

// What a training came to, in `record`: scores on dev and test, time and curves.
void FinishRecord(const Classifier& model, const StudyTask& task,
                  const TrainResult& result, RunRecord& record);

// How tags of the test sentences score, in `record`: "test_accuracy", and "test_span_f1" of a
// task with spans.
void AddTagScores(const StudyTask& task, const WordTags& predicted, RunRecord& record);

// Trains one arm and scores it on dev and test by the task's score (study_task.h). An arm
// whose recipe has "related_steps" first trains so many steps on the task's related ones, at
// the same rate. InvalidArgument if the arm leaves no room for texts as long as the task's.
absl::StatusOr<RunRecord> RunArm(const Bert& trunk, const StudyTask& task,
                                 const Arm& arm, double rate, int64_t seed,
                                 const StudyConfig& config);

}  // namespace graft

#include "peft/study/run_arm.h"

#include <absl/strings/numbers.h>

#include <utility>

#include "common/base/check.h"
#include "common/base/machine.h"
#include "common/tensor/version.h"
#include "common/train/question_answering.h"
#include "peft/hub/adapter_plan.h"
#include "peft/hub/graft_folder.h"

namespace graft {
namespace {

std::map<std::string, std::string> Versions() {
  return {
      {"torch", LibTorchVersion()}, {"compiler", CompilerName()}, {"cpu", CpuName()}};
}

// The configuration of a run: with the program of its version, enough to repeat it.
Json Describe(const Bert& trunk, const StudyTask& task, const Arm& arm, double rate,
              const StudyConfig& config) {
  Json json = ArmConfig(arm);
  json["trunk"] = TrunkHash(trunk);
  json["task"] = task.name;
  json["max_length"] = task.max_length;
  json["rate"] = rate;
  json["batch"] = config.train.batch;
  const PartSizes sizes = CountExamples(task);
  json["steps"] = TotalSteps(config.train, sizes.train);
  json["warm_up"] = config.train.warm_up;
  json["schedule"] = ScheduleName(config.train.schedule);
  json["weight_decay"] = config.train.adamw.weight_decay;
  json["clip"] = config.train.clip;
  json["pooling"] = HeadInput(task, config.pooling);
  json["head"] = task.head ? "probe" : "drawn";
  json["dtype"] = config.dtype;
  if (config.dropout) json["dropout"] = *config.dropout;
  json["train_examples"] = sizes.train;
  json["dev_examples"] = sizes.dev;
  json["test_examples"] = sizes.test;
  return json;
}

}  // namespace

std::string RunName(const std::string& task, const Arm& arm, double rate,
                    int64_t seed) {
  return StrCat(task, "/", arm.name, "/rate", rate, "/seed", seed);
}

RunRecord StartRecord(const Bert& trunk, const StudyTask& task, const Arm& arm,
                      double rate, int64_t seed, const StudyConfig& config) {
  return {.paper = config.paper,
          .run = RunName(task.name, arm, rate, seed),
          .config = Describe(trunk, task, arm, rate, config),
          .seed = seed,
          .versions = Versions()};
}

Bert StudyTrunk(const Bert& model, const StudyConfig& config) {
  return config.dropout ? model.WithHiddenDropout(*config.dropout) : model;
}

Head StartHead(const Bert& trunk, const StudyTask& task, Pooling pooling,
               const RandomStream& init) {
  // Questions are scored without dropout before the map, as in HF and P-Tuning v2's code.
  const double dropout = task.questions ? 0 : trunk.config().hidden_dropout_prob;
  const at::TensorOptions options = trunk.info().graft_options();
  if (task.head) return Head(*task.head, pooling, dropout, options);
  return Head(task.classes, trunk.info().hidden, pooling, dropout, options, init);
}

namespace {

absl::Status CheckRoom(const Bert& trunk, const StudyTask& task, const Arm& arm,
                       const Graft& graft) {
  const int64_t room = TokenRoom(trunk.info(), graft);
  if (task.max_length <= room) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("task ", task.name, " has texts of up to ", task.max_length,
             " tokens, and with ", arm.name, " the model's ", trunk.info().positions,
             " positions leave room for ", room, "; expected a model with more"));
}

void AddTestScores(const Classifier& model, const StudyTask& task, RunRecord& record) {
  const Confusion test = Evaluate(model, task.test);
  record.metrics["test_accuracy"] = test.Accuracy();
  record.metrics["test_macro_f1"] = test.MacroF1();
}

void AddTraining(const TrainResult& result, const std::string& score,
                 RunRecord& record) {
  record.metrics["dev_" + score] = result.best_score;
  record.metrics["step_ms"] = result.step_ms;
  record.curves["train_loss"] = result.losses;
  record.curves["dev_" + score] = result.scores;
  record.seconds = result.seconds;
}

TrainConfig ConfigOf(const StudyConfig& config, double rate, int64_t seed) {
  TrainConfig train = config.train;
  train.rate = rate;
  train.seed = static_cast<uint64_t>(seed);
  return train;
}

// A run whose loss was not finite.
void ScoreZero(const std::string& score, RunRecord& record) {
  record.metrics["dev_" + score] = record.metrics["test_" + score] = 0;
}

// What the arm's recipe asks for before the task itself.
absl::Status StartOnRelated(const Bert& trunk, const StudyTask& task, const Arm& arm,
                            const Method& method, const RandomStream& init,
                            TrainConfig config) {
  const auto steps = arm.recipe.find("related_steps");
  if (steps == arm.recipe.end() || task.related.empty()) return absl::OkStatus();
  CHECK(absl::SimpleAtoi(steps->second, &config.steps)) << steps->second;
  return TrainOnRelated(trunk, method, task.related, init, config).status();
}

// One training: of a method and a head, on a task.
struct Trial {
  const Bert& trunk;
  const StudyTask& task;
  const Method& method;
  const Head& head;
  const TrainConfig& config;
};

// Trains; a run whose loss is not finite scores 0 and is no error. Whether there is more to
// find out about the run.
absl::StatusOr<bool> TrainOrDiverge(const Trial& trial, const TrainTask& task,
                                    RunRecord& record) {
  const std::string score = ScoreName(trial.task);
  const auto result =
      Train(task, TrainedTensors(trial.method, trial.head), trial.config);
  if (absl::IsFailedPrecondition(result.status())) {
    ScoreZero(score, record);
    return false;
  }
  RETURN_IF_ERROR(result.status());
  if (result->interrupted) return absl::CancelledError("stopped by a signal");
  AddTraining(*result, score, record);
  return true;
}

absl::Status RunTagger(const Trial& trial, RunRecord& record) {
  const TaggingData& data = *trial.task.tagging;
  const Tagger model{trial.trunk, trial.method, trial.head.linear()};
  const std::vector<std::string> spans =
      data.spans ? data.labels : std::vector<std::string>{};
  ASSIGN_OR_RETURN(
      const bool trained,
      TrainOrDiverge(trial, TaggingTask(model, data.train, data.dev, spans), record));
  if (trained) AddTagScores(trial.task, PredictTags(model, data.test), record);
  return absl::OkStatus();
}

absl::Status RunAnswerer(const Trial& trial, RunRecord& record) {
  const QuestionData& data = *trial.task.questions;
  const QuestionAnswerer model{trial.trunk, trial.method, trial.head.linear()};
  const TrainTask task = QuestionAnsweringTask(model, data.train.windows, data.dev.data,
                                               data.dev.windows, data.answers);
  ASSIGN_OR_RETURN(const bool trained, TrainOrDiverge(trial, task, record));
  if (!trained) return absl::OkStatus();
  const SquadMetric test =
      Evaluate(model, data.test.data, data.test.windows, data.answers);
  record.metrics["test_answer_f1"] = test.F1();
  record.metrics["test_exact_match"] = test.ExactMatch();
  return absl::OkStatus();
}

absl::Status RunChooser(const Trial& trial, RunRecord& record) {
  const ChoiceData& data = *trial.task.choices;
  const Chooser model{trial.trunk, trial.method, trial.head};
  ASSIGN_OR_RETURN(
      const bool trained,
      TrainOrDiverge(trial, MultipleChoiceTask(model, data.train, data.dev), record));
  if (trained) record.metrics["test_accuracy"] = Evaluate(model, data.test).Accuracy();
  return absl::OkStatus();
}

absl::Status RunClassifier(const Trial& trial, RunRecord& record) {
  const StudyTask& task = trial.task;
  const Classifier model{trial.trunk, trial.method, trial.head};
  ASSIGN_OR_RETURN(
      const bool trained,
      TrainOrDiverge(trial, ClassificationTask(model, task.train, task.dev), record));
  if (trained) AddTestScores(model, task, record);
  return absl::OkStatus();
}

absl::Status RunTrial(const Trial& trial, RunRecord& record) {
  if (trial.task.tagging) return RunTagger(trial, record);
  if (trial.task.questions) return RunAnswerer(trial, record);
  if (trial.task.choices) return RunChooser(trial, record);
  return RunClassifier(trial, record);
}

// Of words and tokens nothing is pooled: they are read by the map that the head ends in.
Pooling PoolingOf(const StudyTask& task, Pooling of_texts) {
  return task.tagging || task.questions ? Pooling::kMean : of_texts;
}

}  // namespace

void AddTagScores(const StudyTask& task, const WordTags& predicted, RunRecord& record) {
  const TaggingData& data = *task.tagging;
  record.metrics["test_accuracy"] =
      CompareTags(data.test, predicted, task.classes).Accuracy();
  if (data.spans)
    record.metrics["test_span_f1"] = CompareSpans(data.test, predicted, data.labels);
}

void FinishRecord(const Classifier& model, const StudyTask& task,
                  const TrainResult& result, RunRecord& record) {
  AddTraining(result, "accuracy", record);
  AddTestScores(model, task, record);
}

absl::StatusOr<RunRecord> RunArm(const Bert& model, const StudyTask& task,
                                 const Arm& arm, double rate, int64_t seed,
                                 const StudyConfig& config) {
  const Bert trunk = StudyTrunk(model, config);
  const RandomStream init(static_cast<uint64_t>(seed), "init");
  ASSIGN_OR_RETURN(const auto method, CreateArm(arm, trunk.info(), init));
  RETURN_IF_ERROR(CheckRoom(trunk, task, arm, *method));
  RunRecord record = StartRecord(trunk, task, arm, rate, seed, config);
  record.metrics["params"] = static_cast<double>(ParameterCount(*method));
  const TrainConfig train = ConfigOf(config, rate, seed);
  const absl::Status start = StartOnRelated(trunk, task, arm, *method, init, train);
  if (absl::IsFailedPrecondition(start)) {
    ScoreZero(ScoreName(task), record);
    return record;
  }
  RETURN_IF_ERROR(start);
  const Head head = StartHead(trunk, task, PoolingOf(task, config.pooling), init);
  RETURN_IF_ERROR(RunTrial({trunk, task, *method, head, train}, record));
  return record;
}

}  // namespace graft

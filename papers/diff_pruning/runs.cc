#include "papers/diff_pruning/runs.h"

#include <algorithm>
#include <utility>

#include "common/train/classification.h"
#include "peft/core/options.h"
#include "peft/diff_pruning/diff_graft.h"
#include "peft/diff_pruning/diff_pruning.h"

namespace graft::papers::diff_pruning {
namespace {

constexpr double kPaperAlphaRate = 0.1, kAlphaTravel = 20;

struct Recipe {
  double sparsity = 0, fixed = 0;

  template <class V>
  void Fields(V&& v) {
    v("sparsity", sparsity, "share of the trunk that is kept");
    v("fixed", fixed, "phase 3's rate, in phase 1's");
  }
};

void AddSizes(const DiffGraft& graft, const TrunkInfo& trunk, RunRecord& record) {
  const double tensors = static_cast<double>(trunk.weights.size()),
               moved = static_cast<double>(graft.Tensors().size());
  record.metrics["params"] = static_cast<double>(ParameterCount(graft));
  record.metrics["bytes"] =
      static_cast<double>(SparseDiffBytes(graft.ToSparseDiff(trunk)));
  record.metrics["zero_tensors"] = 1 - moved / tensors;
}

absl::StatusOr<RunRecord> RunOrdinary(const Bert& trunk, const StudyTask& task,
                                      const Arm& arm, double rate, int64_t seed,
                                      const StudyConfig& config) {
  ASSIGN_OR_RETURN(RunRecord record, RunArm(trunk, task, arm, rate, seed, config));
  record.metrics["bytes"] = 4 * record.metrics.at("params");
  return record;
}

}  // namespace

absl::StatusOr<PhasesConfig> PhasesOf(const Arm& arm, double rate, int64_t seed,
                                      const StudyConfig& config, int64_t examples) {
  ASSIGN_OR_RETURN(const Recipe recipe, ParseOptions<Recipe>(arm.recipe));
  const int64_t steps = TotalSteps(config.train, examples), half = steps / 2;
  PhasesConfig phases;
  phases.sparsity = recipe.sparsity;
  phases.gates = config.train;
  phases.gates.seed = static_cast<uint64_t>(seed);
  phases.gates.rate = rate;
  phases.gates.steps = std::max<int64_t>(1, half);
  phases.gates.keep_best = false;
  phases.fixed = phases.gates;
  phases.fixed.rate = recipe.fixed * rate;
  phases.fixed.steps = std::max<int64_t>(1, steps - half);
  phases.fixed.keep_best = config.train.keep_best;
  phases.alpha_rate =
      std::max(kPaperAlphaRate, kAlphaTravel / static_cast<double>(phases.gates.steps));
  return phases;
}

absl::StatusOr<RunRecord> RunPhases(const Bert& model, const StudyTask& task,
                                    const Arm& arm, double rate, int64_t seed,
                                    const StudyConfig& config) {
  if (arm.recipe.empty()) return RunOrdinary(model, task, arm, rate, seed, config);
  const Bert trunk = StudyTrunk(model, config);
  ASSIGN_OR_RETURN(
      const PhasesConfig phases,
      PhasesOf(arm, rate, seed, config, static_cast<int64_t>(task.train.size())));
  ASSIGN_OR_RETURN(const auto options,
                   ParseOptions<DiffPruningConfig>(arm.parts.at(0).options));
  const RandomStream init(static_cast<uint64_t>(seed), "init");
  ASSIGN_OR_RETURN(
      const auto method,
      DiffPruning::Create(options, trunk.info(), init.Fork(arm.parts.at(0).method)));
  const Head head = StartHead(trunk, task, config.pooling, init);
  const std::vector<EncodedText> none;
  // While the gates learn, what dev says of them says little of what will be kept.
  const TaskOf task_of = [&](const Graft& graft) {
    return ClassificationTask({trunk, graft, head}, task.train,
                              &graft == method.get() ? none : task.dev);
  };
  RunRecord record = StartRecord(trunk, task, arm, rate, seed, config);
  const auto result =
      TrainPhases(trunk.info(), *method, head.Tensors(), task_of, phases);
  if (absl::IsFailedPrecondition(result.status())) {  // diverged
    record.metrics["dev_accuracy"] = record.metrics["test_accuracy"] = 0;
    return record;
  }
  RETURN_IF_ERROR(result.status());
  if (result->interrupted) return absl::CancelledError("stopped by a signal");
  FinishRecord({trunk, *result->graft, head}, task, result->fixed, record);
  record.seconds += result->gates.seconds;
  record.metrics["gates_step_ms"] = result->gates.step_ms;
  record.metrics["open_gates"] = result->open_gates;
  AddSizes(*result->graft, trunk.info(), record);
  return record;
}

}  // namespace graft::papers::diff_pruning

#include "papers/common/cost.h"

#include <algorithm>
#include <iostream>

#include "common/base/interrupt.h"
#include "common/base/json.h"
#include "common/base/machine.h"
#include "common/base/own_process.h"
#include "common/tensor/threads.h"
#include "common/train/classification.h"
#include "papers/common/arm_results.h"
#include "papers/common/tasks.h"
#include "peft/hub/graft_folder.h"

namespace graft::papers {
namespace {

constexpr int64_t kBatch = 16;

absl::StatusOr<TrainResult> TrainFor(int64_t steps, const Classifier& model,
                                     const StudyTask& task) {
  TrainConfig config;
  config.batch = kBatch;
  config.steps = steps;
  config.keep_best = false;
  return Train(ClassificationTask(model, task.train, {}),
               TrainedTensors(model.graft, model.head), config);
}

}  // namespace

Json CostConfig(const Bert& trunk, const Arm& arm, int steps) {
  Json config = ArmConfig(arm);
  config["trunk"] = TrunkHash(trunk);
  config["batch"] = kBatch;
  config["steps"] = steps;
  config["threads"] = 1;
  return config;
}

absl::StatusOr<RunRecord> MeasureInChild(const std::string& arm) {
  const absl::StatusOr<std::string> text = RunSelf("--measure=" + arm);
  // Ctrl-C goes to the child, too, which ends by it.
  if (Interrupted()) return absl::CancelledError("stopped by a signal");
  RETURN_IF_ERROR(text.status());
  ASSIGN_OR_RETURN(const Json json, ParseJson(*text, "the measurement of " + arm));
  return RunFromJson(json);
}

absl::Status PrintCost(const std::string& paper, const Bert& trunk,
                       const Tokenizer& tokenizer, const std::vector<Arm>& arms,
                       const std::string& name, int steps) {
  SetThreads(1);
  const auto arm = std::find_if(arms.begin(), arms.end(),
                                [&](const Arm& a) { return a.name == name; });
  if (arm == arms.end()) return absl::NotFoundError("no arm " + name);
  const TaskSize size{.name = "tweets", .train = kBatch, .dev = 1, .test = 1};
  ASSIGN_OR_RETURN(const LoadedTask task, LoadTask(size, "", tokenizer));
  const RandomStream init(0, "init");
  ASSIGN_OR_RETURN(const auto method, CreateArm(*arm, trunk.info(), init));
  const Head head(task.encoded.classes, trunk.info().hidden, Pooling::kMean,
                  trunk.config().hidden_dropout_prob, trunk.info().graft_options(),
                  init);
  const Classifier model{trunk, *method, head};
  RETURN_IF_ERROR(TrainFor(1, model, task.encoded).status());
  ASSIGN_OR_RETURN(const TrainResult result, TrainFor(steps, model, task.encoded));
  RunRecord record{.paper = paper, .run = CostRun(name)};
  record.config = CostConfig(trunk, *arm, steps);
  record.metrics["step_ms"] = result.step_ms;
  record.metrics["params"] = static_cast<double>(ParameterCount(*method));
  record.seconds = result.seconds;
  record.peak_mib = PeakMemoryMib();
  std::cout << DumpJson(ToJson(record)) << std::endl;
  return absl::OkStatus();
}

}  // namespace graft::papers

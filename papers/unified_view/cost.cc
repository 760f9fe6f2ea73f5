#include "papers/unified_view/cost.h"

#include <algorithm>
#include <iostream>

#include "common/base/json.h"
#include "common/base/machine.h"
#include "common/base/own_process.h"
#include "common/data/tweets.h"
#include "common/tensor/threads.h"
#include "common/train/classification.h"
#include "papers/unified_view/report.h"

namespace graft::unified_view {

absl::StatusOr<RunRecord> MeasureInChild(const std::string& arm) {
  ASSIGN_OR_RETURN(const std::string text, RunSelf("--measure=" + arm));
  ASSIGN_OR_RETURN(const Json json, ParseJson(text, "the measurement of " + arm));
  return RunFromJson(json);
}

absl::Status PrintCost(const Bert& trunk, const WordPiece& tokenizer,
                       const std::vector<Arm>& arms, const std::string& name,
                       int steps) {
  SetThreads(1);
  const auto arm = std::find_if(arms.begin(), arms.end(),
                                [&](const Arm& a) { return a.name == name; });
  if (arm == arms.end()) return absl::NotFoundError("no arm " + name);
  ASSIGN_OR_RETURN(TextDataset tweets, AirlineTweets());
  tweets.examples.resize(16);
  const std::vector<EncodedText> texts = EncodeTexts(tweets, tokenizer, 64);
  const RandomStream init(0, "init");
  ASSIGN_OR_RETURN(const auto method, CreateArm(*arm, trunk.info(), init));
  const Head head(3, trunk.info().hidden, Pooling::kMean,
                  trunk.config().hidden_dropout_prob, trunk.info().graft_dtype(), init);
  const std::vector<NamedTensor> parameters = TrainedTensors(*method, head);
  TrainConfig config;
  config.steps = steps + 1;
  config.keep_best = false;
  const Classifier model{trunk, *method, head};
  ASSIGN_OR_RETURN(const TrainResult result,
                   Train(ClassificationTask(model, texts, {}), parameters, config));
  RunRecord record{.paper = "unified_view", .run = CostRun(name)};
  record.config = ArmConfig(*arm);
  record.config["batch"] = 16;
  record.config["threads"] = 1;
  record.metrics["step_ms"] = result.step_ms;
  record.metrics["params"] = static_cast<double>(ParameterCount(*method));
  record.seconds = result.seconds;
  record.peak_mib = PeakMemoryMib();
  std::cout << DumpJson(ToJson(record)) << std::endl;
  return absl::OkStatus();
}

}  // namespace graft::unified_view

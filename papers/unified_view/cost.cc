#include "papers/unified_view/cost.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>

#include "common/base/json.h"
#include "common/base/machine.h"
#include "common/data/tweets.h"
#include "common/tensor/threads.h"
#include "common/train/classification.h"
#include "papers/unified_view/report.h"

namespace graft::unified_view {
namespace {

// The command line of this process, with what is added, quoted for the shell.
absl::StatusOr<std::string> OwnCommand(const std::string& addition) {
  std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen("/proc/self/cmdline", "r"),
                                             &std::fclose);
  if (!file) return absl::InternalError("cannot read /proc/self/cmdline");
  std::string command = "'";
  for (int c = std::fgetc(file.get()); c != EOF; c = std::fgetc(file.get())) {
    if (c == '\0')
      command += "' '";
    else if (c == '\'')
      command += "'\\''";
    else
      command += static_cast<char>(c);
  }
  // The last argument's end has opened one more quote.
  return command + addition + "'";
}

}  // namespace

absl::StatusOr<RunRecord> MeasureInChild(const std::string& arm) {
  ASSIGN_OR_RETURN(const std::string command, OwnCommand("--measure=" + arm));
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), &::pclose);
  if (!pipe) return absl::InternalError("cannot start " + command);
  std::string text;
  for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get()))
    text += static_cast<char>(c);
  const int code = ::pclose(pipe.release());
  if (code != 0)
    return absl::InternalError(StrCat("measuring ", arm, " ended with code ", code));
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
  std::vector<NamedTensor> parameters = method->Tensors();
  for (const NamedTensor& t : head.Tensors()) parameters.push_back(t);
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

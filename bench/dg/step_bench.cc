// Milliseconds per training step, and peak memory, of each objective with the digits' network:
// 64 images of 2×28×28 a domain, two domains, one thread. Each figure is of a fresh process.
//   ./bazelw run //bench/dg:step_bench
// prints a table of every objective; with an objective and a type, one line of JSON:
//   bazel-bin/bench/dg/step_bench --objective=IRM --dtype=float32 --steps=5
#include <absl/flags/flag.h>
#include <absl/flags/parse.h>

#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include "common/base/json.h"
#include "common/base/machine.h"
#include "common/base/own_process.h"
#include "common/report/figures.h"
#include "common/report/table.h"
#include "common/tensor/init.h"
#include "common/tensor/ops.h"
#include "common/tensor/threads.h"
#include "common/train/intervals.h"
#include "dg/core/objective.h"
#include "dg/networks/mnist_cnn.h"

ABSL_FLAG(std::string, objective, "", "by its name; empty: all");
ABSL_FLAG(std::string, dtype, "", "of convolutions: float32 or bfloat16; empty: both");
ABSL_FLAG(int, steps, 5, "timed steps, after two untimed ones");
ABSL_FLAG(int, threads, 1, "threads of one operator");
ABSL_FLAG(int, domains, 2, "sources");
ABSL_FLAG(int, batch, 64, "images a source");
ABSL_FLAG(std::vector<std::string>, one, {}, "internal: objective, type of a figure");

namespace graft {
namespace {

using Clock = std::chrono::steady_clock;

double MillisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// The defaults, but for phases that begin late: they have begun.
absl::StatusOr<Hparams> Settings(const ObjectiveInfo& info) {
  Hparams hparams(info.hparams, DataScale::kSmallImages);
  for (const HparamSpec& spec : info.hparams)
    if (spec.name == "iters" || spec.name.ends_with("_iters") ||
        spec.name == "linear_steps")
      RETURN_IF_ERROR(hparams.Set(spec.name, 0));
  return hparams;
}

absl::StatusOr<std::unique_ptr<Objective>> Make(const std::string& name,
                                                bool bfloat16) {
  ASSIGN_OR_RETURN(const ObjectiveInfo* info, FindObjective(name));
  ASSIGN_OR_RETURN(const Hparams hparams, Settings(*info));
  ObjectiveSetting setting = {.hparams = hparams,
                              .classes = 2,
                              .domains = absl::GetFlag(FLAGS_domains),
                              .image = {2, 28, 28},
                              .random = RandomStream(0, "objective")};
  setting.featurizer = [=](const FeaturizerRequest& request, const RandomStream& init) {
    return std::make_unique<MnistCnn>(
        MnistCnnConfig{.channels = 2 + request.extra_channels, .bfloat16 = bfloat16},
        at::kFloat, init);
  };
  return CreateObjective(name, setting);
}

// Noise: what a step costs does not depend on what is in the images.
std::vector<DomainBatch> Batches(int64_t step) {
  const int64_t n = absl::GetFlag(FLAGS_batch);
  std::vector<DomainBatch> batches;
  for (int e = 0; e < absl::GetFlag(FLAGS_domains); ++e) {
    const RandomStream stream = RandomStream(0, "image")
                                    .Fork(static_cast<uint64_t>(step))
                                    .Fork(static_cast<uint64_t>(e));
    batches.push_back({e, Inputs(Uniform({n, 2, 28, 28}, 1, at::kFloat, stream).abs()),
                       at::arange(n, at::kLong).remainder(2)});
  }
  return batches;
}

absl::StatusOr<Json> Measure(const std::string& name, const std::string& dtype) {
  constexpr int kUntimed = 2;
  SetThreads(absl::GetFlag(FLAGS_threads));
  if (dtype != "float32" && dtype != "bfloat16")
    return absl::InvalidArgumentError(
        StrCat("--dtype=", dtype, ": expected float32 or bfloat16"));
  ASSIGN_OR_RETURN(const auto objective, Make(name, dtype == "bfloat16"));
  Json times = Json::array();
  for (int step = 0; step < kUntimed + absl::GetFlag(FLAGS_steps); ++step) {
    const std::vector<DomainBatch> batches = Batches(step);
    const Clock::time_point start = Clock::now();
    objective->Step(batches, step);
    if (step >= kUntimed) times.push_back(MillisecondsSince(start));
  }
  return Json{{"objective", name},
              {"dtype", dtype},
              {"step_ms", times},
              {"peak_mib", PeakMemoryMib()}};
}

// The flag's value if it has one, otherwise all there are.
std::vector<std::string> OneOrAll(const std::string& flag,
                                  std::vector<std::string> all) {
  if (!flag.empty()) all = {flag};
  return all;
}

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const ObjectiveInfo* info : AllObjectives()) names.push_back(info->name);
  return names;
}

absl::Status PrintTable(const std::vector<std::string>& names,
                        const std::vector<std::string>& dtypes) {
  for (const std::string& dtype : dtypes) {
    Table table(
        StrCat("A training step of ", absl::GetFlag(FLAGS_domains), " domains of ",
               absl::GetFlag(FLAGS_batch), " images, ", dtype, ", ",
               absl::GetFlag(FLAGS_threads), " thread(s)"),
        {{"objective"}, {"ms/step", Align::kRight}, {"peak MiB", Align::kRight}});
    for (const std::string& name : names) {
      ASSIGN_OR_RETURN(const std::string line, RunSelf("--one=" + name + "," + dtype));
      ASSIGN_OR_RETURN(const Json json, ParseJson(line, name));
      table.AddRow({name,
                    FormatFixed(Median(json["step_ms"].get<std::vector<double>>()), 0),
                    FormatFixed(json["peak_mib"], 0)});
      std::cerr << "." << std::flush;
    }
    std::cout << "\n" << ConsoleTable(table, false) << std::flush;
  }
  return absl::OkStatus();
}

// --one is how the table's child is told what to measure.
absl::Status Run() {
  std::vector<std::string> names = OneOrAll(absl::GetFlag(FLAGS_objective), Names()),
                           dtypes = OneOrAll(absl::GetFlag(FLAGS_dtype),
                                             {"float32", "bfloat16"});
  if (const auto one = absl::GetFlag(FLAGS_one); one.size() == 2) {
    names = {one[0]};
    dtypes = {one[1]};
  }
  if (names.size() * dtypes.size() > 1) return PrintTable(names, dtypes);
  ASSIGN_OR_RETURN(const Json result, Measure(names[0], dtypes[0]));
  std::cout << DumpJson(result) << std::endl;
  return absl::OkStatus();
}

}  // namespace
}  // namespace graft

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  const absl::Status status = graft::Run();
  if (status.ok()) return 0;
  std::cerr << "step_bench: " << status.message() << "\n";
  return 1;
}

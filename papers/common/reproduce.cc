#include "papers/common/reproduce.h"

#include <absl/flags/parse.h>
#include <absl/flags/usage.h>
#include <absl/flags/usage_config.h>
#include <absl/strings/match.h>

#include <algorithm>
#include <iostream>
#include <set>

#include "common/base/files.h"
#include "common/base/interrupt.h"
#include "common/base/machine.h"
#include "common/base/progress.h"
#include "common/report/figures.h"
#include "common/report/results.h"
#include "common/tensor/threads.h"
#include "papers/common/arm_results.h"
#include "papers/common/cost.h"
#include "papers/common/publish.h"

namespace graft::papers {
namespace {

// Runs the references if their records are not there yet, and lets heads start at the probe.
absl::Status RunReferences(const Paper& paper, const Setting& setting, LoadedTask& task,
                           ResultsWriter& writer) {
  if (!HasReferences(task)) return absl::OkStatus();
  const auto add = [&](const RunRecord& run) {
    RETURN_IF_ERROR(CheckSameConfig(writer.earlier(), run.run, run.config));
    return FindRun(writer.earlier(), run.run) == nullptr ? writer.Add(run)
                                                         : absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const RunRecord words, WordReference(paper.design.paper, task));
  RETURN_IF_ERROR(add(words));
  ASSIGN_OR_RETURN(const RunRecord frozen,
                   Probe(paper.design.paper, setting.trunk, task));
  if (!setting.preset.start_at_probe) task.encoded.head.reset();
  return add(frozen);
}

// The arms that a task needs, its own or its tables'.
std::vector<Arm> ArmsFor(const Paper& paper, const Preset& preset,
                         const TaskSize& size) {
  if (size.recipe) return size.recipe->arms;
  return ArmsOf(paper.design, preset.arms, size.comparisons);
}

absl::Status RunTask(const Paper& paper, const Setting& setting, const TaskSize& size,
                     LoadedTask& task, ResultsWriter& writer, Progress& progress) {
  RETURN_IF_ERROR(RunReferences(paper, setting, task, writer));
  StudyConfig config{.paper = paper.design.paper,
                     .train = setting.preset.train,
                     .pooling = setting.preset.pooling,
                     .seeds = setting.preset.seeds,
                     .workers = Workers(),
                     .dtype = setting.dtype,
                     .run = paper.run};
  if (size.recipe) {
    config.train = size.recipe->train;
    config.dropout = size.recipe->dropout;
  }
  config.train.steps = size.steps;
  const std::vector<Arm> arms = ArmsFor(paper, setting.preset, size);
  const auto results = RunStudy(
      setting.trunk, task.encoded, arms, config, writer, [&](const RunRecord& run) {
        progress.SetNote(StrCat(
            run.run, " ", FormatFixed(Metric(run, TestScore(run)), 1, 100), " %"));
        progress.Advance();
      });
  return results.status();
}

// Time and memory of every arm, each in a process of its own, one after another.
absl::Status MeasureCosts(const Setting& setting, const std::vector<Arm>& arms,
                          ResultsWriter& writer, Progress& progress) {
  for (const Arm& arm : arms) {
    RETURN_IF_ERROR(
        CheckSameConfig(writer.earlier(), CostRun(arm.name),
                        CostConfig(setting.trunk, arm, setting.preset.cost_steps)));
    if (FindRun(writer.earlier(), CostRun(arm.name)) != nullptr) continue;
    ASSIGN_OR_RETURN(const RunRecord run, MeasureInChild(arm.name));
    RETURN_IF_ERROR(writer.Add(run));
    progress.SetNote(CostRun(arm.name));
    progress.Advance();
  }
  return absl::OkStatus();
}

int64_t RunsToDo(const Paper& paper, const Setting& setting,
                 const std::vector<LoadedTask>& tasks, const std::vector<Arm>& all) {
  int64_t total = static_cast<int64_t>(all.size());
  StudyConfig config;
  config.seeds = setting.preset.seeds;
  for (const TaskSize& size : setting.preset.tasks)
    for (const LoadedTask& task : tasks)
      if (task.encoded.name == size.name)
        total += RunCount(ArmsFor(paper, setting.preset, size), config);
  return total;
}

// Earlier runs that count for the progress line; the references are quick and do not.
int64_t RunsDone(const Results& earlier, const std::vector<LoadedTask>& tasks) {
  return std::count_if(
      earlier.runs.begin(), earlier.runs.end(), [&](const RunRecord& run) {
        if (run.run.find("/reference/") != std::string::npos) return false;
        return run.run.starts_with(CostRun("")) ||
               std::any_of(tasks.begin(), tasks.end(), [&](const LoadedTask& task) {
                 return run.run.starts_with(task.encoded.name + "/");
               });
      });
}

absl::Status RunAll(const Paper& paper, const Setting& setting,
                    std::vector<LoadedTask>& tasks, ResultsWriter& writer) {
  std::set<std::string> ids;
  for (const TaskSize& size : setting.preset.tasks)
    ids.insert(size.comparisons.begin(), size.comparisons.end());
  const std::vector<Arm> all =
      ArmsOf(paper.design, setting.preset.arms, {ids.begin(), ids.end()});
  Progress progress({.label = "runs",
                     .total = RunsToDo(paper, setting, tasks, all),
                     .done = RunsDone(writer.earlier(), tasks)});
  for (LoadedTask& task : tasks)
    for (const TaskSize& size : setting.preset.tasks)
      if (size.name == task.encoded.name)
        RETURN_IF_ERROR(RunTask(paper, setting, size, task, writer, progress));
  RETURN_IF_ERROR(MeasureCosts(setting, all, writer, progress));
  progress.Finish();
  return absl::OkStatus();
}

Publication PublicationOf(const Paper& paper, const Setting& setting) {
  return {.title = paper.title,
          .summary = paper.summary,
          .facts = {{"Preset", setting.preset.name},
                    {"Model", ModelName()},
                    {"Trunk", StrCat(FormatCount(setting.trunk.info().ParameterCount()),
                                     " parameters, ", setting.dtype)},
                    {"Seeds", StrCat(setting.preset.seeds)},
                    {"Machine", CpuName()}}};
}

absl::Status Reproduce(const Paper& paper) {
  ASSIGN_OR_RETURN(const Setting setting, LoadSetting(paper.preset));
  const TrunkInfo& trunk = setting.trunk.info();
  if (const std::string arm = MeasuredArm(); !arm.empty())
    return PrintCost(paper.design.paper, setting.trunk, *setting.tokenizer,
                     setting.preset.arms, arm, setting.preset.cost_steps);
  const InterruptGuard guard;
  SetThreads(1);
  ASSIGN_OR_RETURN(std::vector<LoadedTask> tasks, LoadTasks(setting));
  const std::string out = OutFolder(paper.design.paper);
  RETURN_IF_ERROR(MakeFolder(out));
  ASSIGN_OR_RETURN(const auto writer,
                   ResultsWriter::Open(out + "/results.jsonl", {.resume = Resumes()}));
  RETURN_IF_ERROR(RunAll(paper, setting, tasks, *writer));
  return Publish(paper.design, PublicationOf(paper, setting), trunk.ParameterCount(),
                 out);
}

}  // namespace

int RunProgram(const std::string& usage, int argc, char** argv,
               const std::function<absl::Status()>& body) {
  absl::SetProgramUsageMessage(usage);
  absl::FlagsUsageConfig config;
  config.contains_help_flags = [](absl::string_view file) {
    return absl::EndsWith(file, "papers/common/setting.cc");
  };
  absl::SetFlagsUsageConfig(config);
  const std::vector<char*> words = absl::ParseCommandLine(argc, argv);
  if (words.size() > 1) {
    std::cerr << "reproduce: unexpected argument '" << words[1] << "'\n";
    return 2;
  }
  const absl::Status status = body();
  if (status.ok()) return 0;
  if (absl::IsCancelled(status)) {
    std::cerr << "\nStopped. What is finished is kept: the same command goes on from "
                 "there.\n";
    return 130;
  }
  std::cerr << "\nreproduce: " << status.message() << "\n";
  return 1;
}

int Main(const Paper& paper, int argc, char** argv) {
  return RunProgram(paper.usage, argc, argv, [&] { return Reproduce(paper); });
}

}  // namespace graft::papers

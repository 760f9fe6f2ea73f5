// Sweeps of objectives over data sets, targets, hyper-parameters and trials; see dg/README.md:
//   ./bazelw run //dg/sweep -- --preset=quick
#include <absl/flags/flag.h>
#include <absl/flags/parse.h>
#include <absl/flags/usage.h>
#include <absl/flags/usage_config.h>
#include <absl/strings/match.h>
#include <absl/strings/str_replace.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "common/base/callers_folder.h"
#include "common/base/files.h"
#include "common/base/interrupt.h"
#include "common/base/machine.h"
#include "common/base/progress.h"
#include "common/report/figures.h"
#include "common/report/html.h"
#include "dg/data/catalog.h"
#include "dg/networks/network.h"
#include "dg/select/sweep_report.h"
#include "dg/sweep/flags.h"

ABSL_FLAG(bool, list, false, "name the objectives, the data sets and the networks");

namespace graft {
namespace {

constexpr int kShards = 16;  // of a Slurm array

void List() {
  for (const ObjectiveInfo* info : AllObjectives())
    std::cout << info->name
              << std::string(16 - std::min<size_t>(15, info->name.size()), ' ')
              << info->summary << "  (" << FamilyName(info->traits.family) << ")\n";
  std::cout << "\ndata: " << Join(DataNames(), ", ")
            << "\nnetworks: " << Join(NetworkNames(), ", ") << "\n";
}

absl::Status WriteSlurm(const SweepSetting& setting, const std::string& command) {
  RETURN_IF_ERROR(WriteFileAtomically(
      setting.slurm, SlurmScript(command, kShards, setting.config.workers)));
  std::cout << setting.slurm << " written: sbatch " << setting.slurm << "\n";
  return absl::OkStatus();
}

absl::StatusOr<SweepOutcome> Run(const SweepSetting& setting) {
  const SweepSteps steps = CountSteps(setting.config, setting.out);
  Progress progress({.label = "steps", .total = steps.total, .done = steps.done});
  SweepWatcher watcher;
  watcher.on_steps = [&](int64_t n) { progress.Advance(n); };
  watcher.on_job = [&](const std::string& name) { progress.SetNote(name); };
  return RunSweep(setting.config, setting.out, watcher);
}

// Tables on the console, tables.md, tables.tex and report.html in the folder.
absl::Status Publish(const SweepSetting& setting, const SweepOutcome& outcome) {
  ASSIGN_OR_RETURN(const RunLogs logs, ReadRunLogs(setting.out));
  SweepReport report = CollectSweep(logs, {});
  std::string markdown, latex;
  for (const Table& table : report.tables) {
    std::cout << ConsoleTable(table, ::isatty(1) != 0) << "\n";
    markdown += MarkdownTable(table) + "\n";
    latex += LatexTable(table) + "\n";
  }
  for (const std::string& note : report.notes) std::cerr << "note: " << note << "\n";
  report.page.facts.emplace_back("Preset", setting.title);
  report.page.facts.emplace_back("Machine", CpuName());
  RETURN_IF_ERROR(WriteFileAtomically(setting.out + "/tables.md", markdown));
  RETURN_IF_ERROR(WriteFileAtomically(setting.out + "/tables.tex", latex));
  RETURN_IF_ERROR(WriteHtmlReport(report.page, setting.out + "/report.html"));
  std::cout << outcome.done << " runs done, " << outcome.earlier << " found finished";
  if (outcome.seconds > 0)
    std::cout << "; "
              << FormatFixed(outcome.evaluation_seconds / outcome.seconds, 1, 100)
              << " % of their time was evaluation";
  std::cout << "\nTables, charts and every run: " << setting.out << "\n";
  return absl::OkStatus();
}

absl::Status Main(const std::string& command) {
  if (absl::GetFlag(FLAGS_list)) {
    List();
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const SweepSetting setting, SweepFromFlags());
  if (!setting.slurm.empty()) return WriteSlurm(setting, command);
  const InterruptGuard guard;
  ASSIGN_OR_RETURN(const SweepOutcome outcome, Run(setting));
  if (outcome.done + outcome.earlier > 0) RETURN_IF_ERROR(Publish(setting, outcome));
  if (outcome.failed.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(
      StrCat(outcome.failed.size(), " runs failed:\n  ", Join(outcome.failed, "\n  ")));
}

std::string Quoted(const std::string& word) {
  return "'" + absl::StrReplaceAll(word, {{"'", "'\\''"}}) + "'";
}

// "shard" of "--shard=1/2" and of "-shard"; empty for what is no flag.
std::string FlagName(const std::string& word) {
  if (!word.starts_with("-")) return "";
  const size_t begin = word.find_first_not_of('-');
  return begin == std::string::npos ? "" : word.substr(begin, word.find('=') - begin);
}

// The program and its flags, but for those that a job array sets itself.
std::string Command(int argc, char** argv) {
  std::string command = Quoted(argv[0]);
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i], flag = FlagName(word);
    if (flag != "slurm" && flag != "shard" && flag != "workers")
      command += " " + Quoted(word);
    else if (word.find('=') == std::string::npos)
      ++i;  // its value
  }
  return command;
}

}  // namespace
}  // namespace graft

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "Trains objectives on all domains but one, for each domain, draw and trial.\n"
      "What is finished is kept: the same command goes on where it stopped.");
  absl::FlagsUsageConfig config;
  config.contains_help_flags = [](absl::string_view file) {
    return absl::StrContains(file, "dg/sweep/");
  };
  absl::SetFlagsUsageConfig(config);
  const std::string command = graft::Command(argc, argv);
  const auto words = absl::ParseCommandLine(argc, argv);
  graft::GoToCallersFolder();
  if (words.size() > 1) {
    std::cerr << "sweep: unexpected argument '" << words[1] << "'\n";
    return 2;
  }
  const absl::Status status = graft::Main(command);
  if (status.ok()) return 0;
  if (absl::IsCancelled(status)) {
    std::cerr << "\nStopped. The same command goes on where each run was.\n";
    return 130;
  }
  std::cerr << "\nsweep: " << status.message() << "\n";
  return 1;
}

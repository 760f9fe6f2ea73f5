// The survey as something to run; see README.md beside this file.
#include <absl/flags/flag.h>
#include <absl/flags/parse.h>
#include <absl/flags/usage.h>
#include <absl/flags/usage_config.h>
#include <absl/strings/match.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <thread>

#include "common/base/callers_folder.h"
#include "common/base/files.h"
#include "common/base/interrupt.h"
#include "common/base/machine.h"
#include "common/base/progress.h"
#include "common/report/html.h"
#include "dg/select/sweep_report.h"
#include "papers/common/task_report.h"
#include "papers/dg_survey/findings.h"
#include "papers/dg_survey/presets.h"
#include "papers/dg_survey/taxonomy.h"
#include "papers/dg_survey/theory.h"

ABSL_FLAG(std::string, preset, "quick",
          "smoke (seconds), quick (ten minutes), standard (two hours) or full "
          "(DomainBed's protocol)");
ABSL_FLAG(std::string, out, "results/dg_survey",
          "folder for the runs, results.jsonl, tables.md, report.html");
ABSL_FLAG(int, workers, 0, "runs at a time, one thread each; 0: one per core");

namespace graft::papers {
namespace {

std::string FolderOf(const SurveyStudy& study) {
  return absl::GetFlag(FLAGS_out) + "/sweep_" + study.sweep.data[0].data->name();
}

int Workers() {
  const int flag = absl::GetFlag(FLAGS_workers);
  return flag > 0 ? flag
                  : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

// Every study's runs and the theory's; what is there already is not done again.
absl::StatusOr<std::vector<RunRecord>> RunAll(const SurveyPreset& preset) {
  SweepSteps steps;
  for (const SurveyStudy& study : preset.studies) {
    const SweepSteps of = CountSteps(study.sweep, FolderOf(study));
    steps.total += of.total;
    steps.done += of.done;
  }
  Progress progress({.label = "steps", .total = steps.total, .done = steps.done});
  SweepWatcher watcher;
  watcher.on_steps = [&](int64_t n) { progress.Advance(n); };
  watcher.on_job = [&](const std::string& name) { progress.SetNote(name); };
  for (const SurveyStudy& study : preset.studies) {
    ASSIGN_OR_RETURN(const SweepOutcome outcome,
                     RunSweep(study.sweep, FolderOf(study), watcher));
    for (const std::string& failed : outcome.failed) progress.Say("failed: " + failed);
  }
  progress.Finish();
  Progress theory({.label = "bounds", .total = TheoryRuns(preset)});
  return MeasureTheory(preset, absl::GetFlag(FLAGS_out), [&](const std::string& name) {
    theory.SetNote(name);
    theory.Advance();
  });
}

absl::StatusOr<RunLogs> ReadAll(const SurveyPreset& preset) {
  RunLogs all;
  for (const SurveyStudy& study : preset.studies) {
    ASSIGN_OR_RETURN(RunLogs logs, ReadRunLogs(FolderOf(study)));
    for (RunLog& run : logs.runs) all.runs.push_back(std::move(run));
    all.notes.insert(all.notes.end(), logs.notes.begin(), logs.notes.end());
  }
  return all;
}

// The lines of results.jsonl: runs, then cells and claims.
std::string Lines(const std::vector<RunLog>& runs, const std::vector<RunRecord>& theory,
                  const std::vector<CellRecord>& cells,
                  const std::vector<ClaimRecord>& claims) {
  std::string lines;
  for (const RunLog& run : runs) lines += DumpJson(ToJson(RecordOf(run))) + "\n";
  for (const RunRecord& run : theory) lines += DumpJson(ToJson(run)) + "\n";
  for (const CellRecord& cell : cells) lines += DumpJson(ToJson(cell)) + "\n";
  for (const ClaimRecord& claim : claims) lines += DumpJson(ToJson(claim)) + "\n";
  return lines;
}

absl::Status Publish(const SurveyPreset& preset, const std::vector<RunRecord>& theory) {
  ASSIGN_OR_RETURN(const RunLogs logs, ReadAll(preset));
  const std::vector<SweepAccuracies> accuracies = AllAccuracies(logs.runs);
  std::vector<ClaimRecord> claims = SurveyClaims(accuracies);
  for (ClaimRecord& claim : TheoryClaims(theory)) claims.push_back(std::move(claim));
  const std::vector<CellRecord> cells = SurveyCells(accuracies);
  SweepReport report = CollectSweep(logs, {.spread = Spread::kInterval});
  std::vector<Table> tables = CellTables(cells);
  tables.insert(tables.begin(), TaxonomyTable());
  tables.push_back(TheoryTable(theory));
  tables.push_back(ClaimTable(claims));
  std::string markdown;
  for (const Table& table : tables) {
    std::cout << ConsoleTable(table, ::isatty(STDOUT_FILENO) != 0) << "\n";
    markdown += (markdown.empty() ? "" : "\n") + MarkdownTable(table);
  }
  const std::string out = absl::GetFlag(FLAGS_out);
  RETURN_IF_ERROR(WriteFileAtomically(out + "/results.jsonl",
                                      Lines(logs.runs, theory, cells, claims)));
  RETURN_IF_ERROR(WriteFileAtomically(out + "/tables.md", markdown));
  Report page = std::move(report.page);
  page.title = "Generalizing to Unseen Domains";
  page.summary =
      "Objectives of domain generalization on domains that they never saw, under four "
      "rules of selection; and what theory says of the same models.";
  page.claims = claims;
  page.sections.insert(page.sections.begin(), {"The map", "", {TaxonomyTable()}, {}});
  page.sections.push_back({"Theory, measured", "", {TheoryTable(theory)}, {}});
  page.facts.emplace_back("Preset", preset.name);
  for (const SurveyStudy& study : preset.studies)
    page.facts.emplace_back("Study", study.title);
  page.facts.emplace_back("Machine", CpuName());
  RETURN_IF_ERROR(WriteHtmlReport(page, out + "/report.html"));
  std::cout << "Written: " << out
            << "/results.jsonl, tables.md and report.html beside it.\n";
  return absl::OkStatus();
}

absl::Status Reproduce() {
  ASSIGN_OR_RETURN(SurveyPreset preset, FindSurveyPreset(absl::GetFlag(FLAGS_preset)));
  for (SurveyStudy& study : preset.studies) study.sweep.workers = Workers();
  const InterruptGuard guard;
  RETURN_IF_ERROR(MakeFolder(absl::GetFlag(FLAGS_out)));
  ASSIGN_OR_RETURN(const std::vector<RunRecord> theory, RunAll(preset));
  return Publish(preset, theory);
}

}  // namespace
}  // namespace graft::papers

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "Domain generalization on ColoredMNIST, RotatedMNIST and tweets by source.\n"
      "What is finished is kept: the same command goes on where it stopped.");
  absl::FlagsUsageConfig config;
  config.contains_help_flags = [](absl::string_view file) {
    return absl::EndsWith(file, "papers/dg_survey/reproduce.cc");
  };
  absl::SetFlagsUsageConfig(config);
  const auto words = absl::ParseCommandLine(argc, argv);
  graft::GoToCallersFolder();
  if (words.size() > 1) {
    std::cerr << "reproduce: unexpected argument '" << words[1] << "'\n";
    return 2;
  }
  const absl::Status status = graft::papers::Reproduce();
  if (status.ok()) return 0;
  if (absl::IsCancelled(status)) {
    std::cerr << "\nStopped. What is finished is kept: the same command goes on from "
                 "there.\n";
    return 130;
  }
  std::cerr << "\nreproduce: " << status.message() << "\n";
  return 1;
}

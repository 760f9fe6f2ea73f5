// Tables and a page of a sweep's results, DomainBed's own or ours:
//   ./bazelw run //dg:collect -- --input=FOLDER [--format=markdown --html=FILE]
#include <absl/flags/flag.h>
#include <absl/flags/parse.h>
#include <absl/flags/usage.h>
#include <absl/flags/usage_config.h>
#include <absl/strings/match.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <string>

#include "common/base/status.h"
#include "common/report/html.h"
#include "common/report/table.h"
#include "dg/select/run_log.h"
#include "dg/select/sweep_report.h"

ABSL_FLAG(
    std::string, input, "",
    "folder of a sweep (a results.jsonl in it or in each of its folders), or a file");
ABSL_FLAG(std::string, format, "console", "console, markdown or latex");
ABSL_FLAG(std::string, html, "",
          "file for the same as a page with charts; empty: none");
ABSL_FLAG(std::string, baseline, "ERM", "algorithm that the others are compared with");
ABSL_FLAG(bool, intervals, false,
          "± is half of Student's 95 % interval, not DomainBed's standard error");

namespace graft {
namespace {

using WriteTable = std::function<std::string(const Table&)>;

absl::StatusOr<WriteTable> ChosenFormat() {
  const std::map<std::string, WriteTable> formats = {
      {"console",
       [](const Table& table) { return ConsoleTable(table, ::isatty(1) != 0); }},
      {"markdown", MarkdownTable},
      {"latex", LatexTable}};
  const auto found = formats.find(absl::GetFlag(FLAGS_format));
  if (found != formats.end()) return found->second;
  return absl::InvalidArgumentError(StrCat("--format=", absl::GetFlag(FLAGS_format),
                                           ": expected console, markdown or latex"));
}

absl::Status Collect() {
  ASSIGN_OR_RETURN(const WriteTable write, ChosenFormat());
  const std::string input = absl::GetFlag(FLAGS_input);
  if (input.empty())
    return absl::InvalidArgumentError(
        "--input is missing; expected the folder of a sweep");
  ASSIGN_OR_RETURN(const RunLogs logs, ReadRunLogs(input));
  if (logs.runs.empty())
    return absl::InvalidArgumentError(input + ": no checkpoint in it");
  const SweepReport report = CollectSweep(
      logs, {.baseline = absl::GetFlag(FLAGS_baseline),
             .spread = absl::GetFlag(FLAGS_intervals) ? Spread::kInterval
                                                      : Spread::kStandardError});
  for (const std::string& note : report.notes) std::cerr << "note: " << note << "\n";
  for (const Table& table : report.tables) std::cout << write(table) << "\n";
  if (!std::cout.flush())
    return absl::UnavailableError("cannot write to standard output");
  const std::string html = absl::GetFlag(FLAGS_html);
  return html.empty() ? absl::OkStatus() : WriteHtmlReport(report.page, html);
}

// `bazel run` starts programs in a folder of its own; paths are meant from the caller's.
void GoToCallersFolder() {
  const char* folder = std::getenv("BUILD_WORKING_DIRECTORY");
  if (folder != nullptr && ::chdir(folder) != 0)
    std::cerr << "warning: cannot go to " << folder << "\n";
}

}  // namespace
}  // namespace graft

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage("Tables of a sweep's results, DomainBed's or ours.");
  absl::FlagsUsageConfig config;
  config.contains_help_flags = [](absl::string_view file) {
    return absl::EndsWith(file, "dg/collect/main.cc");
  };
  absl::SetFlagsUsageConfig(config);
  const auto words = absl::ParseCommandLine(argc, argv);
  graft::GoToCallersFolder();
  if (words.size() > 1) {
    std::cerr << "collect: unexpected argument '" << words[1] << "'\n";
    return 2;
  }
  const absl::Status status = graft::Collect();
  if (status.ok()) return 0;
  std::cerr << "collect: " << status.message() << "\n";
  return 1;
}

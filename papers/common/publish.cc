#include "papers/common/publish.h"

#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "common/base/files.h"
#include "common/report/html.h"
#include "common/report/results.h"
#include "papers/common/page.h"
#include "papers/common/task_report.h"
#include "papers/common/tasks.h"

namespace graft::papers {
namespace {

std::vector<TaskReport> BuildReports(const Design& design, const Results& results,
                                     int64_t trunk_parameters) {
  std::vector<TaskReport> reports;
  for (const char* task : kTaskNames) {
    TaskReport report = BuildTask(design, results, task, trunk_parameters);
    if (!report.tables.empty()) reports.push_back(std::move(report));
  }
  return reports;
}

std::vector<ClaimRecord> AllClaims(const std::vector<TaskReport>& reports) {
  std::vector<ClaimRecord> claims;
  for (const TaskReport& report : reports)
    claims.insert(claims.end(), report.claims.begin(), report.claims.end());
  return claims;
}

// The lines of results.jsonl: runs, then cells and claims task by task.
std::string Lines(const Results& results, const std::vector<TaskReport>& reports) {
  std::string lines;
  for (const RunRecord& run : results.runs) lines += DumpJson(ToJson(run)) + "\n";
  for (const TaskReport& report : reports) {
    for (const CellRecord& cell : report.cells) lines += DumpJson(ToJson(cell)) + "\n";
    for (const ClaimRecord& claim : report.claims)
      lines += DumpJson(ToJson(claim)) + "\n";
  }
  return lines;
}

}  // namespace

absl::Status Publish(const Design& design, const Publication& publication,
                     int64_t trunk_parameters, const std::string& out) {
  const std::string path = out + "/results.jsonl";
  ASSIGN_OR_RETURN(const Results results, ReadResults(path));
  const std::vector<TaskReport> reports =
      BuildReports(design, results, trunk_parameters);
  std::vector<Table> tables;
  for (const TaskReport& report : reports)
    for (const auto& [id, table] : report.tables) tables.push_back(table);
  if (const auto claims = AllClaims(reports); !claims.empty())
    tables.push_back(ClaimTable(claims));
  const bool terminal = ::isatty(STDOUT_FILENO) != 0;
  std::string markdown;
  for (const Table& table : tables) {
    std::cout << ConsoleTable(table, terminal) << "\n";
    markdown += (markdown.empty() ? "" : "\n") + MarkdownTable(table);
  }
  RETURN_IF_ERROR(WriteFileAtomically(path, Lines(results, reports)));
  RETURN_IF_ERROR(WriteFileAtomically(out + "/tables.md", markdown));
  const Report page = BuildPage(publication.title, publication.summary, reports,
                                results, publication.facts);
  RETURN_IF_ERROR(WriteHtmlReport(page, out + "/report.html"));
  std::cout << "Written: " << path << ", tables.md and report.html beside it.\n";
  return absl::OkStatus();
}

}  // namespace graft::papers

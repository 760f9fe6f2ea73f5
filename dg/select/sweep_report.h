// SweepReport: all that a sweep's runs say: tables for a console or a paper, and a page.
//
// Idea:    For each rule the accuracies of every data set, the averages over data sets and
//          the tests against the baseline; then the variances. A rule that selects nothing
//          has no table, and a note says why. The page has the same, with charts and what
//          was selected.
// Use:     ASSIGN_OR_RETURN(const RunLogs logs, ReadRunLogs(folder));
//          const SweepReport report = CollectSweep(logs, {});
//          RETURN_IF_ERROR(WriteHtmlReport(report.page, path));
// Errors:  none: what is missing or odd is a note.
#pragma once

#include <string>
#include <vector>

#include "common/report/html.h"
#include "common/report/table.h"
#include "dg/select/run_log.h"
#include "dg/select/sweep_tables.h"

namespace graft {

struct SweepReport {
  std::vector<Table> tables;
  std::vector<std::string> notes;
  Report page;
};

SweepReport CollectSweep(const RunLogs& logs, const SweepTableConfig& config);

}  // namespace graft

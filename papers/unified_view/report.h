// UnifiedViewReport: from the lines of results.jsonl to tables, verdicts and the page.
//
// Idea: everything is computed from the run records alone, so that the committed results give
// the committed README again, and a test can hold the two together.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "common/report/html.h"
#include "common/report/results.h"
#include "common/report/table.h"
#include "peft/study/arm.h"

namespace graft::unified_view {

// Names of the runs that are no training: the references of a task, and an arm's cost.
std::string ReferenceRun(const std::string& task, const std::string& reference);
std::string CostRun(const std::string& arm);

struct TaskReport {
  std::string task;
  std::vector<std::pair<std::string, Table>> tables;  // by the comparison's id
  std::vector<CellRecord> cells;
  std::vector<ClaimRecord> claims;
};

// The report of one task from the runs that `results` holds; comparisons of which an arm is
// missing are left out. `trunk_parameters` is what percentages are of.
TaskReport BuildTask(const Results& results, const std::string& task,
                     int64_t trunk_parameters);

// The tables, claims and charts of all tasks as one page.
Report BuildPage(const std::vector<TaskReport>& tasks, const Results& results,
                 const std::vector<std::pair<std::string, std::string>>& facts);

// Console or Markdown: one line per claim.
Table ClaimTable(const std::vector<ClaimRecord>& claims);

}  // namespace graft::unified_view

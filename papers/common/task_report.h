// TaskReport: from the lines of results.jsonl to tables and verdicts.
//
// Idea: everything is computed from the run records alone, so that the committed results give
// the committed README again, and a test can hold the two together.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "common/report/results.h"
#include "common/report/table.h"
#include "papers/common/comparison.h"

namespace graft::papers {

struct TaskReport {
  std::string task;
  std::string score = "accuracy";  // or "F1 of entities", "… of answers"
  std::vector<std::pair<std::string, Table>> tables;  // by the comparison's id
  std::vector<CellRecord> cells;
  std::vector<ClaimRecord> claims;
};

// The report of one task from the runs that `results` holds; comparisons of which an arm is
// missing are left out. `trunk_parameters` is what percentages are of.
TaskReport BuildTask(const Design& design, const Results& results,
                     const std::string& task, int64_t trunk_parameters);

// Console or Markdown: one line per claim.
Table ClaimTable(const std::vector<ClaimRecord>& claims);

}  // namespace graft::papers

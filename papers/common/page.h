// Page: tables, claims and charts of all tasks as one HTML report.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "common/report/html.h"
#include "papers/common/task_report.h"

namespace graft::papers {

// `facts` are what the page's head says of the run: ("Preset", "quick") …
Report BuildPage(const std::string& title, const std::string& summary,
                 const std::vector<TaskReport>& tasks, const Results& results,
                 const std::vector<std::pair<std::string, std::string>>& facts);

}  // namespace graft::papers

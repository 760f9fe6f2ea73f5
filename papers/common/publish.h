// Publish: from the runs in results.jsonl to everything a reader sees: tables and verdicts on
// the console, cells and claims beside the runs, tables.md and report.html.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "common/base/status.h"
#include "papers/common/comparison.h"

namespace graft::papers {

struct Publication {
  std::string title, summary;  // of the page
  // What the page's head says of the run: ("Preset", "quick") …
  std::vector<std::pair<std::string, std::string>> facts;
};

// Reads <out>/results.jsonl and writes it again, with cells and claims after the runs, and
// the other files beside it. `trunk_parameters` is what percentages are of.
absl::Status Publish(const Design& design, const Publication& publication,
                     int64_t trunk_parameters, const std::string& out);

}  // namespace graft::papers

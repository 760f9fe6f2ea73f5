// Cost: milliseconds per training step and peak memory of an arm, measured in a
// process of its own so that no other arm's memory counts.
#pragma once

#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/models/bert/bert.h"
#include "common/report/records.h"
#include "common/text/tokenizer.h"
#include "peft/study/arm.h"

namespace graft::papers {

// What a measurement depends on, for its record.
Json CostConfig(const Bert& trunk, const Arm& arm, int steps);

// Starts this program again with --measure=<arm>, one thread, and reads what it prints.
// Cancelled after Ctrl-C.
absl::StatusOr<RunRecord> MeasureInChild(const std::string& arm);

// The child's part: `steps` timed steps on the same 16 airline tweets, after one untimed
// step; prints a RunRecord of `paper` as one line of JSON.
absl::Status PrintCost(const std::string& paper, const Bert& trunk,
                       const Tokenizer& tokenizer, const std::vector<Arm>& arms,
                       const std::string& name, int steps);

}  // namespace graft::papers

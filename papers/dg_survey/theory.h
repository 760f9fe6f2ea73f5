// Theory: the terms of the survey's three bounds, measured of models trained for it.
//
// Idea:   For each data set, target and objective one run; theory.jsonl keeps its numbers, so
//         that the next start measures what is missing.
// Errors: those of runs and of dg/theory.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/report/records.h"
#include "common/report/table.h"
#include "papers/dg_survey/presets.h"

namespace graft::papers {

// How many runs there are to measure.
int64_t TheoryRuns(const SurveyPreset& preset);

// Appends to <out>/theory.jsonl what is not in it, and returns all; `on_run` is called with
// each name.
absl::StatusOr<std::vector<RunRecord>> MeasureTheory(
    const SurveyPreset& preset, const std::string& out,
    const std::function<void(const std::string&)>& on_run);

// Every term in %, with the bounds beside the error that they bound.
Table TheoryTable(const std::vector<RunRecord>& records);

// Whether both bounds hold in every run.
std::vector<ClaimRecord> TheoryClaims(const std::vector<RunRecord>& records);

}  // namespace graft::papers

// SelectedTable: which draw and which step a rule selected, with the hyper-parameters.
//
// Idea:    A figure that cannot be run again is worth little: this is what to run.
// Errors:  none: what was not selected has no row.
#pragma once

#include <string>

#include "common/report/table.h"
#include "dg/select/accuracies.h"

namespace graft {

// `accuracies` are those of `dataset`.
Table SelectedTable(const SweepAccuracies& accuracies, const DatasetRuns& dataset,
                    const std::string& baseline);

}  // namespace graft

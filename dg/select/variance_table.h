// VarianceTable: how far split, draw of hyper-parameters and seed move a sweep's accuracies.
//
// Idea:    A value is what one run reaches on its target at the checkpoint that
//          training-domain validation picks within that run; for each algorithm and target
//          the runs form a design (variance.h). It is crossed where trials share draws, with
//          the same hyper-parameters in each, else nested, as DomainBed's sweeps are.
//          Variances are averaged over targets, then shown as deviations.
// Errors:  none: runs that would unbalance a design are left out, and a footnote counts them.
// Differs: DomainBed reports one ± in which the three are mixed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/report/table.h"
#include "dg/select/accuracies.h"
#include "dg/select/variance.h"

namespace graft {

struct SweepDesign {
  VarianceDesign values = {};
  bool crossed = false;
  int64_t left_out = 0;  // runs
};

// The design of an algorithm's runs on one target; none without two values.
std::optional<SweepDesign> DesignOf(const DatasetRuns& dataset,
                                    const std::string& algorithm, int target);

// Rows are the sources of each algorithm's variance; none where no design has two values.
std::optional<Table> VarianceTable(const DatasetRuns& dataset,
                                   const std::string& baseline);

}  // namespace graft

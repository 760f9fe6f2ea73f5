// SweepTables: a sweep's accuracies as tables: targets, averages, and tests against a baseline.
//
// Idea:    A row is an algorithm, a cell the mean over trials with its spread. DomainBed's
//          spread is the population deviation over √n: with few trials too small, but the
//          published tables have it. Student's t-interval is the honest one.
//          Each algorithm is compared with the baseline in pairs that share trial and
//          target; Holm's correction holds for all algorithms of the table. Pairs of one
//          target are treated as independent.
// Computes: s/√n with s² = Σ (x − x̄)² / n; Avg, Worst: mean over trials of the targets'
//          mean and least accuracy.
// Differs: DomainBed averages the cells' means even where trials lack targets; here a trial
//          that lacks one counts for its cells only.
// Errors:  none: what is not known is "–".
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/report/table.h"
#include "dg/select/accuracies.h"

namespace graft {

enum class Spread {
  kStandardError,  // as DomainBed
  kInterval        // half of Student's 95 % interval
};

struct SweepTableConfig {
  std::string baseline = "ERM";
  Spread spread = Spread::kStandardError;
};

// √(Σ (x − x̄)² / n) / √n, as DomainBed; NaN for fewer than two (DomainBed: 0).
double StandardError(std::span<const double> values);

Table AccuracyTable(const SweepAccuracies& accuracies, const SweepTableConfig& config);

// None where there is no baseline, or nothing to compare with it.
std::optional<Table> BaselineTable(const SweepAccuracies& accuracies,
                                   const SweepTableConfig& config);

// Data sets side by side, all under one rule: the trials' averages over targets.
Table AveragesTable(const std::vector<SweepAccuracies>& datasets,
                    const SweepTableConfig& config);

}  // namespace graft

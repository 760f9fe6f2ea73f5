// Findings: what the survey's runs say: cells of results.jsonl, and verdicts by stated rules.
//
// Paper: the known facts are those of DomainBed (Gulrajani and Lopez-Paz, ICLR 2021, arXiv
//        2007.01434): no objective is clearly ahead of ERM when chosen on the sources; ERM
//        follows the colour of ColoredMNIST into the domain where it misleads; invariance
//        helps there if the choice may look at the target. Its figures are those of the
//        released results (2020-10-06, commit 7df6f06): full data, 5,001 steps, 20 draws.
#pragma once

#include <string>
#include <vector>

#include "common/report/records.h"
#include "common/report/table.h"
#include "dg/select/accuracies.h"

namespace graft::papers {

inline constexpr char kSurvey[] = "dg_survey";

// Of every data set under every rule that selects something.
std::vector<SweepAccuracies> AllAccuracies(const std::vector<RunLog>& runs);

// One for each objective, data set, rule and target, and for the average over targets.
std::vector<CellRecord> SurveyCells(const std::vector<SweepAccuracies>& all);

// The cells as tables, one for each data set and rule: objectives × targets, with DomainBed's
// published average beside ours.
std::vector<Table> CellTables(const std::vector<CellRecord>& cells);

std::vector<ClaimRecord> SurveyClaims(const std::vector<SweepAccuracies>& all);

// A run as one line: what it is, and the accuracies that it reached.
RunRecord RecordOf(const RunLog& run);

// DomainBed's published average over targets, as a share; NaN if it has none.
double PublishedAverage(const std::string& dataset, SelectionRule rule,
                        const std::string& objective);

}  // namespace graft::papers

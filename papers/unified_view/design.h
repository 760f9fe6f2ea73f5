// UnifiedViewDesign: the paper's comparisons as data: which arms, in which tables, and what
// the paper claims of them.
//
// Paper: He et al., "Towards a Unified View of Parameter-Efficient Transfer Learning",
//        ICLR 2022, arXiv 2110.04366: Tables 2 to 6 and Figure 4. The paper's own numbers
//        are of RoBERTa-base (MNLI, SST-2), BART-large (XSum) and mBART (en-ro).
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "common/models/trunk.h"
#include "peft/study/arm.h"

namespace graft::unified_view {

struct Row {
  std::string arm;    // name of an Arm
  std::string label;  // as printed
  // The paper's figure for this row, NaN if it has none; `paper_pair` where the table has
  // one for MNLI and another for SST-2, whichever is nearer to our task.
  double paper = std::numeric_limits<double>::quiet_NaN();
  double paper_pair = std::numeric_limits<double>::quiet_NaN();
};

struct Comparison {
  std::string id;           // "insertion"
  std::string title;        // "Insertion form × modified representation, 0.5 %"
  std::string metric;       // what the paper's column holds: "paper: XSum R-2"
  std::string metric_pair;  // for sentence pairs; empty if there is none
  std::vector<Row> rows;
};

// a is better than b; or, with a tolerance, as good as b.
struct Claim {
  std::string text;
  std::string a, b;      // arms
  double tolerance = 0;  // > 0: equal within it (a share of 1); 0: a is better
};

// Every arm that a table needs, with ranks and lengths that give the paper's budgets, 0.1 %
// and 0.5 % of this trunk; `rates` is how many learning rates each may choose from, 1 … 3.
std::vector<Arm> Arms(const TrunkInfo& trunk, int rates);

const std::vector<Comparison>& Comparisons();
const std::vector<Claim>& Claims();

// The arms that the comparisons of these ids need, in their order.
std::vector<Arm> ArmsOf(const std::vector<Arm>& arms,
                        const std::vector<std::string>& ids);

}  // namespace graft::unified_view

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
  int digits;               // after the point in the paper's column
  std::vector<Row> rows;
};

// What a claim says of two arms. `within` is a share of 1.
enum class Relation {
  kBetter,      // a is better than b
  kNotWorse,    // a is at most `within` worse than b
  kComparable,  // a and b differ by at most `within`
};
struct Claim {
  std::string text;
  std::string a, b;  // arms
  Relation relation = Relation::kBetter;
  double within = 0;
};

// What a preset may choose of the arms.
struct ArmChoices {
  int rates = 3;  // learning rates each arm may choose from, 1 … 3, around its family's
  double rate = 0;  // > 0: instead of each family's usual rate
  double s = 4;     // of the scaled compositions
};

// Every arm that a table needs, with ranks and lengths for 0.1 % (the budget of the paper's
// Table 4) and 0.5 % (that of its MAM adapter in Table 2) of this trunk.
std::vector<Arm> Arms(const TrunkInfo& trunk, const ArmChoices& choices);

const std::vector<Comparison>& Comparisons();
const std::vector<Claim>& Claims();

// The arms that the comparisons of these ids need, in their order.
std::vector<Arm> ArmsOf(const std::vector<Arm>& arms,
                        const std::vector<std::string>& ids);

}  // namespace graft::unified_view

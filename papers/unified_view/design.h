// UnifiedViewDesign: the paper's comparisons as data: which arms, in which tables, and what
// the paper claims of them.
//
// Paper: He et al., "Towards a Unified View of Parameter-Efficient Transfer Learning",
//        ICLR 2022, arXiv 2110.04366: Tables 2 to 6 and Figure 4. The paper's own numbers
//        are of RoBERTa-base (MNLI, SST-2), BART-large (XSum) and mBART (en-ro).
#pragma once

#include <vector>

#include "common/models/trunk.h"
#include "papers/common/comparison.h"
#include "peft/study/arm.h"

namespace graft::papers::unified_view {

// What a preset may choose of the arms.
struct ArmChoices {
  int rates = 3;  // learning rates each arm may choose from, 1 … 3, around its family's
  double rate = 0;  // > 0: instead of each family's usual rate
  double s = 4;     // of the scaled compositions
};

// Every arm that a table needs, with ranks and lengths for 0.1 % (the budget of the paper's
// Table 4) and 0.5 % (that of its MAM adapter in Table 2) of this trunk.
std::vector<Arm> Arms(const TrunkInfo& trunk, const ArmChoices& choices);

// The paper's tables and claims.
const Design& UnifiedViewDesign();

}  // namespace graft::papers::unified_view

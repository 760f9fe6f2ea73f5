// PTuningV2Design: the paper's comparisons as data: which arms, in which tables, and what the
// paper claims of them.
//
// Paper: Liu et al., "P-Tuning v2: Prompt Tuning Can Be Comparable to Fine-tuning Universally
//        Across Scales and Tasks", ACL 2022, arXiv 2110.07602: Tables 2 and 3 (BERT-large),
//        Figures 3 and 4, section 4.4.
#pragma once

#include <vector>

#include "common/models/trunk.h"
#include "papers/common/comparison.h"
#include "peft/study/arm.h"

namespace graft::papers::p_tuning_v2 {

// How many learning rates each arm may choose from: 1, 2 or 4, each three times the last.
std::vector<Arm> Arms(const TrunkInfo& trunk, int rates);

const Design& PTuningV2Design();

}  // namespace graft::papers::p_tuning_v2

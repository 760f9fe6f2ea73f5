// DiffPruningDesign: the paper's comparisons as data: which arms, in which tables, and what
// the paper claims of them.
//
// Paper: Guo, Rush, Kim, "Parameter-Efficient Transfer Learning with Diff Pruning", ACL 2021,
//        arXiv 2012.07463: methods on GLUE's test server, shares of 0.1 to 1 % on its dev
//        sets, tensors without a diff. The paper's own numbers are averages over GLUE with
//        BERT-large.
#pragma once

#include <vector>

#include "common/models/trunk.h"
#include "papers/common/comparison.h"
#include "peft/study/arm.h"

namespace graft::papers::diff_pruning {

// Every arm that a table needs. Arms of diff pruning have a recipe: "sparsity", the share that
// is kept, and "fixed", by how much faster phase 3 learns than phase 1.
// `rate`: of w, and of full fine-tuning; the other arms have their usual ones.
std::vector<Arm> Arms(const TrunkInfo& trunk, double rate = 1e-4);

// The paper's tables and claims.
const Design& DiffPruningDesign();

}  // namespace graft::papers::diff_pruning

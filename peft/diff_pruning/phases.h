// Phases: the three steps of diff pruning, from a trunk to a sparse diff.
//
// Idea:     (1) Train w and its gates; (2) keep exactly so many elements of z w, the largest
//           of the whole model; (3) train those alone. Where the paper and the released code
//           differ, or might be read otherwise, there is a switch.
// Paper:    Guo, Rush, Kim, ACL 2021, arXiv 2012.07463, section 3; the code's train loop.
// Computes: phase 1: AdamW on w at gates.rate and on α at alpha_rate; phase 2: the
//           `sparsity` of the trunk's elements (word embeddings count); phase 3: AdamW on
//           the values kept.
// Resume:   with a checkpoint prefix, <prefix>.gates and <prefix>.fixed are the trainer's,
//           <prefix>.cut is what phase 2 made (then .gates is removed). A run that is stopped
//           in any phase goes on to the same bits; with another setting of phase 1 or 2 it
//           is refused by .cut, with another one of phase 3 by .fixed.
// Errors:   the trainer's; InvalidArgument for a sparsity outside (0, 1] or a share that is
//           less than one element.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/models/trunk.h"
#include "common/train/trainer.h"
#include "peft/diff_pruning/diff_graft.h"
#include "peft/diff_pruning/diff_pruning.h"

namespace graft {

struct PhasesConfig {
  TrainConfig gates;  // of phase 1; its rate is w's
  double alpha_rate = 0.1;
  bool alpha_decays =
      false;  // α's rate with w's schedule. The code makes a scheduler for
              // α but never steps it
  bool clip_apart = true;   // w and α by their own norms, as the code
  double sparsity = 0.005;  // share of the trunk's elements that is kept
  bool cut_sample = true;   // cut z w of one sample, as both; false: of z's mean
  bool head_takes_part =
      true;  // the head's change since the start competes with the diff
             // for the `sparsity`, as in the code; it stays dense
  bool restart_at_open = true;  // phase 3 starts at w, as the code; false: at z w
  TrainConfig fixed;            // of phase 3
  std::string checkpoint = {};  // prefix; empty: none
};

struct PhasesResult {
  std::unique_ptr<DiffGraft> graft;  // none if interrupted before phase 3
  TrainResult gates, fixed;
  double open_gates = 0;  // share that was expected to be open after phase 1
  bool interrupted = false;
};

// The loss and score of a task with this graft.
using TaskOf = std::function<TrainTask(const Graft&)>;

// Trains `method` and the head's tensors in place, and returns the sparse graft.
absl::StatusOr<PhasesResult> TrainPhases(const TrunkInfo& trunk,
                                         const DiffPruning& method,
                                         const std::vector<NamedTensor>& head,
                                         const TaskOf& task,
                                         const PhasesConfig& config);

// Phase 2 alone. `head_change`: the head's change, empty if it takes no part.
std::vector<DiffGraft::Entry> Cut(const DiffPruning& method, const PhasesConfig& config,
                                  int64_t keep,
                                  const std::vector<NamedTensor>& head_change);

}  // namespace graft

// RelatedTasks: a graft that first learns other tasks of its kind, with a head for each.
//
// Idea:    Tasks of one kind, such as named entities of several domains, share what the graft
//          has to learn of the trunk; only their labels differ. So one graft is trained on
//          all of them with a head of its own for each, and is where the task at hand starts.
// Paper:   Liu et al., "P-Tuning v2", ACL 2022, arXiv 2110.07602, section 3.3 ("multi-task
//          learning").
// Computes: per step, the mean cross-entropy over the words of a batch drawn from all tasks
//          together, each under its task's head.
// Errors:  those of Train; Cancelled after Ctrl-C.
#pragma once

#include <vector>

#include "common/base/rng.h"
#include "common/base/status.h"
#include "common/models/bert/bert.h"
#include "common/train/tagging.h"
#include "common/train/trainer.h"
#include "peft/core/method.h"

namespace graft {

struct RelatedTask {
  int64_t classes;
  std::vector<EncodedSentence> train;
};

// Trains the method's tensors in place; the heads are drawn from `init` and thrown away.
absl::StatusOr<TrainResult> TrainOnRelated(const Bert& trunk, const Method& method,
                                           const std::vector<RelatedTask>& tasks,
                                           const RandomStream& init,
                                           const TrainConfig& config);

}  // namespace graft

// UnifiedViewPresets: how much of the paper's comparisons runs in seconds, in ten minutes, in
// an hour, and with the paper's own recipe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "common/models/head.h"
#include "common/train/trainer.h"
#include "papers/unified_view/design.h"
#include "papers/unified_view/tasks.h"

namespace graft::unified_view {

struct Preset {
  std::string name;
  std::vector<TaskSize> tasks;
  ArmChoices arms = {};
  int64_t seeds = 3;
  int cost_steps = 5;          // timed steps of each arm, one thread, 16 examples
  bool start_at_probe = true;  // heads start at the frozen reference's classifier
  Pooling pooling = Pooling::kMean;
  TrainConfig train;  // batch, warm-up, decay; steps come from the task
};

// smoke, quick, standard or full.
absl::StatusOr<Preset> FindPreset(std::string_view name);

}  // namespace graft::unified_view

// Preset: how much of a paper's comparisons runs: in seconds (smoke), in ten minutes (quick),
// in an hour (standard), and with the paper's own recipe (full).
#pragma once

#include <string>
#include <vector>

#include "common/models/head.h"
#include "common/train/trainer.h"
#include "papers/common/tasks.h"
#include "peft/study/arm.h"

namespace graft::papers {

// Of small runs on a small trunk: AdamW, 10 % warm-up, linear decay, batches of 16.
inline TrainConfig SmallRecipe(int64_t evaluate_every) {
  TrainConfig train;
  train.batch = 16;
  train.warm_up = 0.1;
  train.evaluate_every = evaluate_every;
  return train;
}

struct Preset {
  std::string name;  // smoke, quick, standard or full
  std::vector<TaskSize> tasks;
  std::vector<Arm> arms;  // every one that a table needs
  int64_t seeds = 3;
  int cost_steps = 5;          // timed steps of each arm, one thread, 16 examples
  bool start_at_probe = true;  // heads start at the frozen reference's classifier
  Pooling pooling = Pooling::kMean;
  TrainConfig train;  // batch, warm-up, decay; steps come from the task
};

}  // namespace graft::papers

// LoadedTask: a data set of a reproduction, cut to a preset's size and tokenised.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/data/example.h"
#include "common/data/superglue.h"
#include "peft/study/run_arm.h"

namespace graft::papers {

// How a task is trained where a paper has a recipe for each, in the preset's place.
struct TaskRecipe {
  TrainConfig train;
  std::vector<Arm> arms;
  std::optional<double> dropout = {};  // StudyConfig's
  SuperGlueTemplate form = SuperGlueTemplate::kQuestion;
};

// How much of a task a preset uses; 0 means all there is.
struct TaskSize {
  std::string name;  // one of kTaskNames (tasks.h)
  int64_t train = 0, dev = 0, test = 0;
  int64_t steps = 0;                          // of training
  int max_length = 64;                        // tokens, specials included
  std::vector<std::string> comparisons = {};  // ids of the tables it is for
  std::optional<TaskRecipe> recipe = {};      // of this task alone
};

struct LoadedTask {
  TextSplit texts;
  TagSplit sentences;  // of a task that tags words, which has no texts
  StudyTask encoded;
};

}  // namespace graft::papers

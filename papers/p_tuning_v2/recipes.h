// Recipes: what P-Tuning v2's authors released for each task, as data.
//
// Paper:   Liu et al., "P-Tuning v2", ACL 2022, arXiv 2110.07602; its code's run_script/, one
//          script a task and model, and arguments.py for what they leave out: AdamW without
//          decay or warm-up, clip 1; a linear decay on SuperGLUE, 0.95 an epoch on tags and
//          questions; prompts drawn from N(0, 0.02²), dropped with the trunk's probability;
//          positions that start behind the prompt; the best epoch on dev. The tagging code
//          does not read the scripts' --max_seq_length: texts fill the 512 positions.
// Differs: the released seeds mean nothing to another generator, so there are several. The
//          heads of SuperGLUE read the pretrained pooler; where the checkpoint has none, a
//          dense layer that is trained (the release: one that is drawn and frozen). A run
//          whose loss is not finite counts as 0, whatever its best epoch was. Semantic roles
//          (CoNLL05, CoNLL12) have no reader.
#pragma once

#include <string>
#include <vector>

#include "papers/common/comparison.h"
#include "papers/common/loaded_task.h"

namespace graft::papers::p_tuning_v2 {

struct ReleasedRecipe {
  std::string
      model_type;    // "bert" (large; cased for SuperGLUE, else uncased), "roberta"
  std::string task;  // one of kTaskNames
  int64_t batch;
  double rate;
  int64_t length;
  double dropout;
  int64_t epochs;
  int max_length;
  int64_t mlp;    // width of the network that makes the prompts; 0: none
  double paper;   // Tables 2 and 3, P-Tuning v2; tags and questions: F1
  double readme;  // what the released code's README says it reaches
};

const std::vector<ReleasedRecipe>& ReleasedRecipes();

// The tasks of a model type with their recipes; none for another type.
std::vector<TaskSize> ReleasedTasks(const std::string& model_type);

// A table for each recipe.
std::vector<Comparison> ReleasedComparisons();

}  // namespace graft::papers::p_tuning_v2

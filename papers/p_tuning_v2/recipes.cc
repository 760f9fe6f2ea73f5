#include "papers/p_tuning_v2/recipes.h"

#include "common/base/strings.h"
#include "common/report/figures.h"
#include "papers/common/given_data.h"

namespace graft::papers::p_tuning_v2 {
namespace {

std::string ArmName(const ReleasedRecipe& r) { return "released_" + r.model_type; }

TrainConfig Training(const ReleasedRecipe& r) {
  const bool tokens = IsGivenTags(r.task) || IsGivenSquad(r.task);
  TrainConfig train;
  train.batch = r.batch;
  train.epochs = r.epochs;
  train.warm_up = 0;
  train.schedule = tokens ? ScheduleKind::kExponential : ScheduleKind::kLinear;
  train.adamw.weight_decay = 0;
  train.clip = 1;
  return train;
}

Arm ArmOf(const ReleasedRecipe& r) {
  return {ArmName(r),
          {{"prefix",
            {{"l", StrCat(r.length)},
             {"mlp", StrCat(r.mlp)},
             {"dropout", StrCat(r.dropout)},
             {"shift_positions", "true"}}}},
          {r.rate}};
}

}  // namespace

const std::vector<ReleasedRecipe>& ReleasedRecipes() {
  static const auto* recipes = new std::vector<ReleasedRecipe>{
      {"bert", "boolq", 32, 5e-3, 40, 0.1, 100, 128, 0, 75.8, 74.3},
      {"bert", "copa", 16, 1e-2, 16, 0.1, 80, 128, 0, 73.0, 77.0},
      {"bert", "rte", 32, 1e-2, 20, 0.1, 60, 128, 0, 78.3, 80.1},
      {"bert", "wic", 16, 1e-4, 20, 0.1, 80, 128, 512, 75.1, 75.1},
      {"bert", "wsc", 16, 5e-3, 20, 0.1, 80, 128, 0, 68.3, 68.3},
      {"bert", "conll04", 32, 2e-2, 128, 0.2, 40, 384, 0, 84.5, 84.5},
      {"bert", "ontonotes", 16, 1e-2, 16, 0.1, 30, 496, 0, 86.4, 86.4},
      {"roberta", "boolq", 32, 7e-3, 8, 0.1, 100, 128, 0, 84.8, 84.0},
      {"roberta", "copa", 16, 9e-3, 8, 0.1, 120, 128, 0, 93.0, 92.0},
      {"roberta", "rte", 32, 5e-3, 128, 0.1, 100, 128, 0, 89.5, 86.6},
      {"roberta", "wic", 32, 1e-2, 8, 0.1, 50, 128, 0, 73.4, 73.7},
      {"roberta", "wsc", 16, 1e-2, 8, 0.1, 10, 128, 0, 63.5, 64.4},
      {"roberta", "conll03", 16, 3e-2, 11, 0.1, 30, 501, 0, 92.8, 91.8},
      {"roberta", "conll04", 32, 6e-2, 144, 0.1, 80, 368, 0, 88.4, 88.4},
      {"roberta", "ontonotes", 16, 7e-3, 48, 0.1, 60, 464, 0, 89.8, 90.1},
      {"roberta", "squad1", 8, 5e-3, 16, 0.2, 30, 384, 0, 94.4, 94.2},
      {"roberta", "squad2", 8, 5e-3, 8, 0.2, 10, 384, 0, 85.5, 84.7}};
  return *recipes;
}

std::vector<TaskSize> ReleasedTasks(const std::string& model_type) {
  std::vector<TaskSize> tasks;
  for (const ReleasedRecipe& r : ReleasedRecipes()) {
    if (r.model_type != model_type) continue;
    // Template 1 is what the script of WiC with BERT chooses; all others have 0.
    const bool marked = r.task == "wic" && r.model_type == "bert";
    tasks.push_back(
        {.name = r.task,
         .max_length = r.max_length,
         .recipe = TaskRecipe{.train = Training(r),
                              .arms = {ArmOf(r)},
                              .dropout = r.dropout,
                              .form = marked ? SuperGlueTemplate::kMarked
                                             : SuperGlueTemplate::kQuestion}});
  }
  return tasks;
}

std::vector<Comparison> ReleasedComparisons() {
  std::vector<Comparison> comparisons;
  for (const ReleasedRecipe& r : ReleasedRecipes()) {
    Comparison table{
        .id = StrCat(ArmName(r), "_", r.task),
        .title = StrCat("The released recipe; the code's README reaches ",
                        FormatFixed(r.readme, 1)),
        .metric =
            StrCat("paper: ", r.model_type == "bert" ? "BERT" : "RoBERTa", "-large"),
        .metric_pair = "",
        .digits = 1,
        .rows = {{ArmName(r), "P-Tuning v2", r.paper}},
        .tasks = {r.task}};
    if (IsGivenSquad(r.task))
      table.more = {{"exact match, %", "test_exact_match", 1, 100}};
    comparisons.push_back(std::move(table));
  }
  return comparisons;
}

}  // namespace graft::papers::p_tuning_v2

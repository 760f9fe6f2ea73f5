#include "papers/p_tuning_v2/presets.h"

#include "papers/common/setting.h"
#include "papers/p_tuning_v2/design.h"
#include "papers/p_tuning_v2/recipes.h"

namespace graft::papers::p_tuning_v2 {
namespace {

Preset Smoke(const TrunkInfo& trunk) {
  return {.name = "smoke",
          .tasks = {{"tweets", 64, 32, 64, 2, 32, {"methods"}},
                    {"brown", 64, 16, 32, 2, 32, {"tagging", "depth", "length"}}},
          .arms = Arms(trunk, 1),
          .seeds = 2,
          .cost_steps = 1,
          .train = SmallRecipe(2)};
}

Preset Quick(const TrunkInfo& trunk) {
  return {.name = "quick",
          .tasks = {{"tweets", 1200, 100, 300, 20, 48, {"methods"}},
                    {"bbc", 400, 80, 200, 10, 40, {"methods", "length"}},
                    {"brown", 1200, 80, 200, 25, 48, {"tagging", "depth", "length"}},
                    {"ner_politics", 0, 80, 150, 25, 64, {"tagging", "multitask"}}},
          .arms = Arms(trunk, 2),
          .seeds = 3,
          .cost_steps = 2,
          .train = SmallRecipe(25)};
}

Preset Standard(const TrunkInfo& trunk) {
  return {
      .name = "standard",
      .tasks =
          {{"tweets", 0, 300, 1000, 60, 64, {"methods", "length"}},
           {"bbc", 500, 200, 700, 25, 64, {"methods", "length"}},
           {"brown", 8000, 200, 600, 120, 64, {"tagging", "depth", "length"}},
           {"ner_politics", 0, 150, 300, 80, 96, {"tagging", "depth", "multitask"}}},
      .arms = Arms(trunk, 4),
      .seeds = 4,
      .cost_steps = 8,
      .train = SmallRecipe(60)};
}

// The released recipes; every task brings its own arm and training.
Preset Full(const Bert& trunk) {
  return {.name = "full",
          .tasks = ReleasedTasks(trunk.config().model_type),
          .arms = {},
          .seeds = 3,
          .cost_steps = 0,
          .start_at_probe = false,
          .pooling = trunk.has_pooler() ? Pooling::kPooler : Pooling::kDense,
          .train = {}};
}

}  // namespace

absl::StatusOr<Preset> FindPreset(std::string_view name, const Bert& trunk) {
  if (name == "smoke") return Smoke(trunk.info());
  if (name == "quick") return Quick(trunk.info());
  if (name == "standard") return Standard(trunk.info());
  if (name == "full") return Full(trunk);
  return UnknownPreset(name);
}

}  // namespace graft::papers::p_tuning_v2

#include "papers/p_tuning_v2/presets.h"

#include "papers/common/setting.h"
#include "papers/p_tuning_v2/design.h"

namespace graft::papers::p_tuning_v2 {
namespace {

std::function<std::vector<Arm>(const TrunkInfo&)> WithRates(int rates) {
  return [rates](const TrunkInfo& trunk) { return Arms(trunk, rates); };
}

Preset Smoke() {
  return {.name = "smoke",
          .tasks = {{"tweets", 64, 32, 64, 2, 32, {"methods"}},
                    {"brown", 64, 16, 32, 2, 32, {"tagging", "depth", "length"}}},
          .arms = WithRates(1),
          .seeds = 2,
          .cost_steps = 1,
          .train = SmallRecipe(2)};
}

Preset Quick() {
  return {.name = "quick",
          .tasks = {{"tweets", 1600, 150, 400, 25, 48, {"methods"}},
                    {"bbc", 500, 100, 250, 12, 48, {"methods", "length"}},
                    {"brown", 2000, 100, 300, 40, 64, {"tagging", "depth", "length"}},
                    {"ner_politics", 0, 100, 200, 40, 96, {"tagging", "multitask"}}},
          .arms = WithRates(2),
          .seeds = 3,
          .cost_steps = 2,
          .train = SmallRecipe(20)};
}

Preset Standard() {
  return {
      .name = "standard",
      .tasks =
          {{"tweets", 0, 300, 1000, 60, 64, {"methods", "length"}},
           {"bbc", 500, 200, 700, 25, 64, {"methods", "length"}},
           {"brown", 8000, 200, 600, 120, 64, {"tagging", "depth", "length"}},
           {"ner_politics", 0, 150, 300, 80, 96, {"tagging", "depth", "multitask"}}},
      .arms = WithRates(2),
      .seeds = 4,
      .cost_steps = 8,
      .train = SmallRecipe(60)};
}

}  // namespace

absl::StatusOr<Preset> FindPreset(std::string_view name) {
  if (name == "smoke") return Smoke();
  if (name == "quick") return Quick();
  if (name == "standard") return Standard();
  return UnknownPreset(name);
}

}  // namespace graft::papers::p_tuning_v2

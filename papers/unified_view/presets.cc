#include "papers/unified_view/presets.h"

#include "papers/common/setting.h"
#include "papers/unified_view/design.h"

namespace graft::papers::unified_view {
namespace {

const std::vector<std::string> kAll = {"methods", "insertion", "small_budget",
                                       "composition", "mam"};
const std::vector<std::string> kMethods = {"methods"};

// Section A.2, Table 8: rate 1e-4, batch 32, linear decay, 6 % warm-up, weight decay 0.1,
// clip 1, ten epochs.
TrainConfig PaperRecipe() {
  TrainConfig train;
  train.batch = 32;
  train.epochs = 10;
  train.warm_up = 0.06;
  train.adamw.weight_decay = 0.1;
  train.clip = 1;
  return train;
}

}  // namespace

absl::StatusOr<Preset> FindPreset(std::string_view name, const Bert& trunk) {
  const auto arms = [&](const ArmChoices& choices) {
    return Arms(trunk.info(), choices);
  };
  if (name == "smoke")
    return Preset{.name = "smoke",
                  .tasks = {{"tweets", 64, 32, 64, 2, 32, kAll}},
                  .arms = arms({.rates = 1}),
                  .seeds = 2,
                  .cost_steps = 1,
                  .train = SmallRecipe(2)};
  if (name == "quick")
    return Preset{.name = "quick",
                  .tasks = {{"tweets", 1600, 150, 400, 25, 48, kAll},
                            {"bbc", 500, 100, 250, 12, 48, kMethods}},
                  .arms = arms({.rates = 2}),
                  .seeds = 3,
                  .cost_steps = 2,
                  .train = SmallRecipe(25)};
  if (name == "standard")
    return Preset{.name = "standard",
                  .tasks = {{"tweets", 0, 500, 1500, 100, 64, kAll},
                            {"bbc", 500, 300, 1000, 30, 64, kMethods},
                            {"mnli", 0, 400, 1000, 80, 64, kMethods}},
                  .arms = arms({.rates = 2}),
                  .seeds = 4,
                  .cost_steps = 8,
                  .train = SmallRecipe(50)};
  if (name == "full")
    return Preset{.name = "full",
                  .tasks = {{"mnli", 0, 0, 0, 0, 512, kMethods},
                            {"sst2", 0, 0, 0, 0, 512, kMethods}},
                  .arms = arms({.rates = 1, .rate = 1e-4, .s = 2}),
                  .seeds = 5,
                  .cost_steps = 8,
                  .start_at_probe = false,
                  .pooling = Pooling::kCls,
                  .train = PaperRecipe()};
  return UnknownPreset(name);
}

}  // namespace graft::papers::unified_view

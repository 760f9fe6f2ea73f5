#include "papers/diff_pruning/presets.h"

#include "papers/common/setting.h"
#include "papers/diff_pruning/design.h"

namespace graft::papers::diff_pruning {
namespace {

const std::vector<std::string> kAll = {"methods", "sparsity"};
const std::vector<std::string> kMethods = {"methods"};

// As unified_view's, but nothing decays, as in the paper. Steps are those of both phases
// together; arms without phases have them all.
TrainConfig WithoutDecay(int64_t evaluate_every) {
  TrainConfig train = SmallRecipe(evaluate_every);
  train.adamw.weight_decay = 0;
  return train;
}

// The released scripts: batch 8, three epochs a phase, linear decay without
// warm-up, clip 1, no weight decay.
TrainConfig PaperRecipe() {
  TrainConfig train;
  train.batch = 8;
  train.epochs = 6;
  train.warm_up = 0;
  train.adamw.weight_decay = 0;
  return train;
}

}  // namespace

absl::StatusOr<Preset> FindPreset(std::string_view name, const Bert& trunk) {
  if (name == "smoke")
    return Preset{.name = "smoke",
                  .tasks = {{"tweets", 64, 32, 64, 4, 32, kAll}},
                  .arms = Arms(trunk.info()),
                  .seeds = 1,
                  .cost_steps = 1,
                  .train = WithoutDecay(2)};
  if (name == "quick")
    return Preset{.name = "quick",
                  .tasks = {{"tweets", 1600, 150, 400, 30, 48, kAll},
                            {"bbc", 500, 100, 250, 20, 48, kMethods}},
                  .arms = Arms(trunk.info()),
                  .seeds = 3,
                  .cost_steps = 2,
                  .train = WithoutDecay(15)};
  if (name == "standard")
    return Preset{.name = "standard",
                  .tasks = {{"tweets", 0, 400, 1200, 160, 64, kAll},
                            {"bbc", 500, 200, 700, 60, 64, kMethods}},
                  .arms = Arms(trunk.info()),
                  .seeds = 3,
                  .cost_steps = 4,
                  .train = WithoutDecay(40)};
  if (name == "full" && !trunk.has_pooler())
    return absl::InvalidArgumentError(
        "--preset=full reads the pretrained pooler; expected a BERT that has one");
  if (name == "full")
    return Preset{
        .name = "full",
        .tasks = {{"mnli", 0, 0, 0, 0, 128, kAll}, {"sst2", 0, 0, 0, 0, 128, kAll}},
        .arms = Arms(trunk.info(), 1e-5),
        .seeds = 3,
        .cost_steps = 8,
        .start_at_probe = false,
        .pooling = Pooling::kPooler,
        .train = PaperRecipe()};
  return UnknownPreset(name);
}

}  // namespace graft::papers::diff_pruning

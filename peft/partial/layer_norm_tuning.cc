#include "peft/partial/layer_norm_tuning.h"

#include <algorithm>
#include <set>
#include <sstream>

namespace graft {
namespace {

constexpr std::string_view kWeight = ".weight", kBias = ".bias";

// The names of the trunk's LayerNorms: all that has a weight of one dimension.
std::vector<std::string> LayerNorms(const TrunkInfo& trunk) {
  std::vector<std::string> names;
  for (const auto& [name, theta] : trunk.weights)
    if (name.ends_with(kWeight) && theta.dim() == 1)
      names.push_back(name.substr(0, name.size() - kWeight.size()));
  return names;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> MatchLayerNorms(const std::string& targets,
                                                         const TrunkInfo& trunk) {
  std::set<std::string> matched;
  std::istringstream list(targets);
  std::string target;
  while (std::getline(list, target, ',')) {
    bool found = false;
    for (const std::string& name : LayerNorms(trunk))
      if (name == target || name.ends_with("." + target)) {
        found = true;
        matched.insert(name);
      }
    if (!found)
      return absl::InvalidArgumentError(
          StrCat("target '", target, "' matches no LayerNorm"));
  }
  if (matched.empty()) return absl::InvalidArgumentError("no targets");
  return std::vector<std::string>(matched.begin(), matched.end());
}

absl::StatusOr<std::unique_ptr<LayerNormTuning>> LayerNormTuning::Create(
    const LayerNormTuningConfig& config, const TrunkInfo& trunk,
    const RandomStream& init) {
  ASSIGN_OR_RETURN(const std::vector<std::string> norms,
                   MatchLayerNorms(config.targets, trunk));
  return std::make_unique<LayerNormTuning>(trunk, [&](std::string_view name) {
    for (const std::string_view part : {kWeight, kBias})
      if (name.ends_with(part))
        return std::find(norms.begin(), norms.end(),
                         name.substr(0, name.size() - part.size())) != norms.end();
    return false;
  });
}

REGISTER_METHOD(LayerNormTuning, "ln_tuning", "gains and shifts of the LayerNorms",
                Traits{.mergeable = true, .identity_at_start = true});

}  // namespace graft

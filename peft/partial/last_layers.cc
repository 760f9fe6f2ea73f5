#include "peft/partial/last_layers.h"

#include <string>

namespace graft {

absl::StatusOr<std::unique_ptr<LastLayers>> LastLayers::Create(
    const LastLayersConfig& config, const TrunkInfo& trunk, const RandomStream& init) {
  if (config.layers < 1 || config.layers > trunk.layers)
    return absl::InvalidArgumentError(
        StrCat("layers=", config.layers, ": expected 1 … ", trunk.layers));
  std::vector<std::string> prefixes;
  for (int64_t i = trunk.layers - config.layers; i < trunk.layers; ++i)
    prefixes.push_back(StrCat("encoder.layer.", i, "."));
  return std::make_unique<LastLayers>(trunk, [prefixes](std::string_view name) {
    for (const std::string& prefix : prefixes)
      if (name.starts_with(prefix)) return true;
    return false;
  });
}

REGISTER_METHOD(LastLayers, "last_layers", "every parameter of the last layers",
                Traits{.mergeable = true, .identity_at_start = true});

}  // namespace graft

#include "peft/adapter/bottleneck_set.h"

namespace graft {
namespace {

// The sub-layers that `at` names; none if it names none.
std::vector<Sublayer> Places(const std::string& at) {
  if (at == "ffn") return {Sublayer::kFeedForward};
  if (at == "attention") return {Sublayer::kAttention};
  if (at == "both") return {Sublayer::kAttention, Sublayer::kFeedForward};
  return {};
}

std::string PlaceName(int layer, Sublayer sublayer) {
  return StrCat("encoder.layer.", layer,
                sublayer == Sublayer::kAttention ? ".attention.output" : ".output");
}

}  // namespace

absl::StatusOr<BottleneckSet> BottleneckSet::Create(const BottleneckConfig& config,
                                                    const TrunkInfo& trunk,
                                                    const RandomStream& init) {
  const std::vector<Sublayer> sublayers = Places(config.at);
  if (sublayers.empty())
    return absl::InvalidArgumentError(
        StrCat("at=", config.at, ": expected ffn, attention or both"));
  BottleneckSet set;
  for (int layer = 0; layer < trunk.layers; ++layer)
    for (const Sublayer sublayer : sublayers) {
      ASSIGN_OR_RETURN(
          Bottleneck bottleneck,
          Bottleneck::Create(PlaceName(layer, sublayer), config, trunk, init));
      set.places_.emplace(std::pair(layer, sublayer), std::move(bottleneck));
    }
  return set;
}

const Bottleneck* BottleneckSet::At(const Site& site, Sublayer sublayer) const {
  const auto place = places_.find({site.layer, sublayer});
  return place == places_.end() ? nullptr : &place->second;
}

std::vector<const Bottleneck*> BottleneckSet::All() const {
  std::vector<const Bottleneck*> all;
  for (const auto& [place, bottleneck] : places_) all.push_back(&bottleneck);
  return all;
}

std::vector<NamedTensor> BottleneckSet::Tensors() const {
  std::vector<NamedTensor> all;
  for (const Bottleneck* bottleneck : All())
    for (NamedTensor& t : bottleneck->Tensors()) all.push_back(std::move(t));
  return all;
}

}  // namespace graft

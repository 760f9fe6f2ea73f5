#include "peft/prefix/prefix_tuning.h"

#include <utility>

namespace graft {

absl::StatusOr<std::unique_ptr<PrefixTuning>> PrefixTuning::Create(
    const PrefixTuningConfig& config, const TrunkInfo& trunk,
    const RandomStream& init) {
  const int64_t from = config.from_layer,
                to = config.to_layer == 0 ? trunk.layers : config.to_layer;
  if (from < 0 || to > trunk.layers || from >= to)
    return absl::InvalidArgumentError(
        StrCat("from_layer=", config.from_layer, ", to_layer=", config.to_layer,
               ": expected layers of the trunk, 0 ≤ from < to ≤ ", trunk.layers));
  TrunkInfo served = trunk;
  served.layers = to - from;
  ASSIGN_OR_RETURN(PrefixTable table, PrefixTable::Create(config, served, init));
  if (config.shift_positions && config.l >= trunk.positions)
    return absl::InvalidArgumentError(
        StrCat("l=", config.l, ": shift_positions leaves none of the trunk's ",
               trunk.positions, " positions for a token"));
  return std::unique_ptr<PrefixTuning>(new PrefixTuning(
      std::move(table), from, to, config.shift_positions ? config.l : 0));
}

PrefixTuning::PrefixTuning(PrefixTable table, int64_t from, int64_t to, int64_t shift)
    : table_(std::move(table)), from_(from), to_(to), shift_(shift) {}

std::optional<KeyValue> PrefixTuning::Prefix(const Site& site,
                                             int64_t sequences) const {
  if (site.layer < from_ || site.layer >= to_) return std::nullopt;
  return table_.At(site, site.layer - static_cast<int>(from_), sequences);
}

REGISTER_METHOD(PrefixTuning, "prefix", "keys and values in front of every attention",
                Traits{});

}  // namespace graft

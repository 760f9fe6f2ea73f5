#include "peft/prefix/prefix_tuning.h"

#include <utility>

namespace graft {

absl::StatusOr<std::unique_ptr<PrefixTuning>> PrefixTuning::Create(
    const PrefixTuningConfig& config, const TrunkInfo& trunk,
    const RandomStream& init) {
  ASSIGN_OR_RETURN(PrefixTable table, PrefixTable::Create(config, trunk, init));
  if (config.shift_positions && config.l >= trunk.positions)
    return absl::InvalidArgumentError(
        StrCat("l=", config.l, ": shift_positions leaves none of the trunk's ",
               trunk.positions, " positions for a token"));
  return std::unique_ptr<PrefixTuning>(
      new PrefixTuning(std::move(table), config.shift_positions ? config.l : 0));
}

PrefixTuning::PrefixTuning(PrefixTable table, int64_t shift)
    : table_(std::move(table)), shift_(shift) {}

REGISTER_METHOD(PrefixTuning, "prefix", "keys and values in front of every attention",
                Traits{});

}  // namespace graft

#include "peft/partial/bitfit.h"

namespace graft {

absl::StatusOr<std::unique_ptr<BitFit>> BitFit::Create(const BitFitConfig& config,
                                                       const TrunkInfo& trunk,
                                                       const RandomStream& init) {
  return std::make_unique<BitFit>(
      trunk, [](std::string_view name) { return name.ends_with(".bias"); });
}

REGISTER_METHOD(BitFit, "bitfit", "every bias of the trunk",
                Traits{.mergeable = true, .identity_at_start = true});

}  // namespace graft

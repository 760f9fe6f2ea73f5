#include "peft/partial/full_fine_tuning.h"

namespace graft {

absl::StatusOr<std::unique_ptr<FullFineTuning>> FullFineTuning::Create(
    const FullFineTuningConfig& config, const TrunkInfo& trunk,
    const RandomStream& init) {
  return std::make_unique<FullFineTuning>(trunk, [](std::string_view) { return true; });
}

REGISTER_METHOD(FullFineTuning, "full", "every parameter of the trunk",
                Traits{.mergeable = true, .identity_at_start = true});

}  // namespace graft

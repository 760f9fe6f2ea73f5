#include "peft/partial/head_only.h"

namespace graft {

absl::StatusOr<std::unique_ptr<HeadOnly>> HeadOnly::Create(const HeadOnlyConfig& config,
                                                           const TrunkInfo& trunk,
                                                           const RandomStream& init) {
  return std::make_unique<HeadOnly>();
}

REGISTER_METHOD(HeadOnly, "head", "nothing but the task's head",
                Traits{.mergeable = true,
                       .identity_at_start = true,
                       .trains_nothing = true});

}  // namespace graft

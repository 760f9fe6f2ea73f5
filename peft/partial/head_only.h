// HeadOnly: train nothing but the task's head on frozen features.
//
// Idea:     The floor of every comparison: what the trunk's features give by themselves.
//           Overrides no site.
// Paper:    none; the "linear probe" of the literature.
// Symbols:  none.
// Computes: the trunk's own output.
// Init:     nothing to start; identity.
// Cost:     0 parameters beside the head's.
// Errors:   none.
// Differs:  none.
// Not for:  tasks whose labels the frozen features do not separate linearly.
// Tested:   rejects, changes nothing, learns by its head (light: there is nothing more to ask).
#pragma once

#include <memory>

#include "peft/core/method.h"

namespace graft {

struct HeadOnlyConfig {
  template <class V>
  void Fields(V&&) {}
};

class HeadOnly final : public Method {
 public:
  using Config = HeadOnlyConfig;
  static absl::StatusOr<std::unique_ptr<HeadOnly>> Create(const HeadOnlyConfig& config,
                                                          const TrunkInfo& trunk,
                                                          const RandomStream& init);
};

}  // namespace graft

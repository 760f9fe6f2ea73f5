// PTuningV2Presets: how much of the paper's comparisons runs in seconds, in ten minutes, in
// an hour, and with the paper's own recipe.
#pragma once

#include <string_view>

#include "common/base/status.h"
#include "common/models/bert/bert.h"
#include "papers/common/preset.h"

namespace graft::papers::p_tuning_v2 {

// smoke, quick, standard or full.
absl::StatusOr<Preset> FindPreset(std::string_view name, const Bert& trunk);

}  // namespace graft::papers::p_tuning_v2

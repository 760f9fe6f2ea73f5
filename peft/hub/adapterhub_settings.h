// AdapterHubSettings: the settings of a bottleneck adapter of AdapterHub, as our options and back.
//
// Idea:   The object "config" of adapter_config.json. seq_bn and double_seq_bn are sequential
//         adapters here, par_bn and scaled_par_bn parallel ones; where they differ is an
//         option. Every other setting has one value that is read, or only concerns training.
// Errors: InvalidArgument or Unimplemented, naming the key, what was expected and found; also
//         for a method that is no bottleneck adapter.
#pragma once

#include "common/base/json.h"
#include "common/base/status.h"
#include "common/models/trunk.h"
#include "peft/hub/adapter_plan.h"

namespace graft {

// Sets the method and its options.
absl::Status ReadAdapterHubSettings(const Json& c, const TrunkInfo& trunk,
                                    GraftConfig* to);

// The settings of the library for our method.
absl::StatusOr<Json> WriteAdapterHubSettings(const GraftConfig& config,
                                             const TrunkInfo& trunk);

}  // namespace graft

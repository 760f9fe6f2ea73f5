// Targets: which linear maps of a trunk a method means by "query,value".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "common/models/trunk.h"

namespace graft {

// The maps whose names end in one of the comma-separated targets, in the trunk's order. As in
// a checkpoint's names, "output.dense" is the FFN's second map and "attention.output.dense"
// the attention's. A target that matches nothing is an error that lists the maps of a layer.
absl::StatusOr<std::vector<std::string>> MatchTargets(std::string_view targets,
                                                      const TrunkInfo& trunk);

}  // namespace graft

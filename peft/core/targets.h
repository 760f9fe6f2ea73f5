// Targets: which linear maps of a trunk a method means by "query,value".
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/status.h"
#include "common/models/trunk.h"

namespace graft {

// The maps whose names end in one of the comma-separated targets, in the trunk's order. As in
// a checkpoint's names, "output.dense" is the FFN's second map and "attention.output.dense"
// the attention's. A map outside the layers, "pooler.dense", is meant by its whole name only.
// A target that matches nothing is an error that lists the maps of a layer.
absl::StatusOr<std::vector<std::string>> MatchTargets(std::string_view targets,
                                                      const TrunkInfo& trunk);

// {out, in} of a map that MatchTargets gave.
std::pair<int64_t, int64_t> MapShape(const std::string& map, const TrunkInfo& trunk);

// Values of single maps: "output.dense:4,layer.0.attention.self.query:2" with targets as above;
// of several that match, the first holds. `maps`: those that there are. InvalidArgument for a
// piece that is no target:number, or that matches none of the maps.
absl::StatusOr<std::map<std::string, double>> MatchValues(
    std::string_view values, const std::vector<std::string>& maps);

}  // namespace graft

#include "peft/core/targets.h"

#include <set>
#include <sstream>

namespace graft {
namespace {

bool Matches(const std::string& map, const std::string& target) {
  if (map != target && !map.ends_with("." + target)) return false;
  // A bare "output.dense" is the FFN's: the attention's own name is longer.
  return target != "output.dense" || !map.ends_with(".attention.output.dense");
}

std::string MapsOfALayer(const TrunkInfo& trunk) {
  std::string names;
  for (const auto& [map, shape] : trunk.linear_maps)
    if (const auto at = map.find(".layer.0."); at != std::string::npos)
      names += (names.empty() ? "" : ", ") + map.substr(at + 9);
  return names;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> MatchTargets(std::string_view targets,
                                                      const TrunkInfo& trunk) {
  std::set<std::string> names;
  std::istringstream list{std::string(targets)};
  std::string target;
  bool any = false;
  while (std::getline(list, target, ',')) {
    any = true;
    bool found = false;
    for (const auto& [map, shape] : trunk.linear_maps)
      if (Matches(map, target)) {
        names.insert(map);
        found = true;
      }
    if (!found)
      return absl::InvalidArgumentError(StrCat("target '", target,
                                               "' matches no linear map; a layer has ",
                                               MapsOfALayer(trunk)));
  }
  if (!any)
    return absl::InvalidArgumentError(
        StrCat("no targets; a layer has ", MapsOfALayer(trunk)));
  std::vector<std::string> ordered;
  for (const auto& [map, shape] : trunk.linear_maps)
    if (names.contains(map)) ordered.push_back(map);
  return ordered;
}

}  // namespace graft

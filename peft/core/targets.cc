#include "peft/core/targets.h"

#include <charconv>
#include <set>
#include <sstream>
#include <system_error>

namespace graft {
namespace {

bool Matches(const std::string& map, const std::string& target) {
  if (map != target && !map.ends_with("." + target)) return false;
  // A bare "output.dense" is the FFN's: the attention's own name is longer.
  return target != "output.dense" || !map.ends_with(".attention.output.dense");
}

// Of a map outside the layers, which linear_maps does not list.
bool IsMap(const std::string& name, const TrunkInfo& trunk) {
  const auto weight = trunk.weights.find(name + ".weight");
  return weight != trunk.weights.end() && weight->second.dim() == 2 &&
         trunk.weights.contains(name + ".bias");
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
  std::vector<std::string> elsewhere;
  bool any = false;
  while (std::getline(list, target, ',')) {
    any = true;
    bool found = false;
    for (const auto& [map, shape] : trunk.linear_maps)
      if (Matches(map, target)) {
        names.insert(map);
        found = true;
      }
    if (!found && IsMap(target, trunk)) {
      if (names.insert(target).second) elsewhere.push_back(target);
    } else if (!found) {
      return absl::InvalidArgumentError(StrCat("target '", target,
                                               "' matches no linear map; a layer has ",
                                               MapsOfALayer(trunk)));
    }
  }
  if (!any)
    return absl::InvalidArgumentError(
        StrCat("no targets; a layer has ", MapsOfALayer(trunk)));
  std::vector<std::string> ordered;
  for (const auto& [map, shape] : trunk.linear_maps)
    if (names.contains(map)) ordered.push_back(map);
  ordered.insert(ordered.end(), elsewhere.begin(), elsewhere.end());
  return ordered;
}

std::pair<int64_t, int64_t> MapShape(const std::string& map, const TrunkInfo& trunk) {
  const at::Tensor& weight = trunk.weights.at(map + ".weight");
  return {weight.size(0), weight.size(1)};
}

absl::StatusOr<std::map<std::string, double>> MatchValues(
    std::string_view values, const std::vector<std::string>& maps) {
  std::map<std::string, double> matched;
  std::istringstream list{std::string(values)};
  std::string piece;
  while (std::getline(list, piece, ',')) {
    const size_t colon = piece.find(':');
    const std::string target = piece.substr(0, colon);
    double value = 0;
    const char* end = piece.data() + piece.size();
    const auto read = std::from_chars(
        piece.data() + std::min(colon, piece.size() - 1) + 1, end, value);
    if (colon == std::string::npos || read.ec != std::errc() || read.ptr != end)
      return absl::InvalidArgumentError(
          StrCat("'", piece, "': expected target:number, as in query:4"));
    bool found = false;
    for (const std::string& map : maps)
      if (Matches(map, target)) {
        found = true;
        matched.emplace(map, value);
      }
    if (!found)
      return absl::InvalidArgumentError(
          StrCat("'", piece, "' matches none of the maps that are changed"));
  }
  return matched;
}

}  // namespace graft

#include "peft/hub/module_paths.h"

#include <algorithm>
#include <utility>

#include "peft/hub/module_rule.h"

namespace graft {

std::vector<std::string> ModulePaths(const PeftBase& base, int64_t dimensions) {
  std::vector<std::string> paths;
  for (const auto& [name, theta] : base.trunk.info().weights)
    if (name.ends_with(".weight") && theta.dim() == dimensions &&
        !name.ends_with("embeddings.weight"))
      paths.push_back(base.root + name.substr(0, name.size() - 7));
  return paths;
}

std::vector<std::string> TrunkNames(std::vector<std::string> paths,
                                    const PeftBase& base) {
  for (std::string& path : paths) path = path.substr(base.root.size());
  return paths;
}

absl::StatusOr<std::vector<std::string>> ShortTargets(
    const std::string& targets, const std::vector<std::string>& maps,
    const PeftBase& base) {
  std::vector<std::string> list;
  for (size_t begin = 0; begin <= targets.size();) {
    const size_t end = std::min(targets.find(',', begin), targets.size());
    list.push_back(targets.substr(begin, end - begin));
    begin = end + 1;
  }
  ASSIGN_OR_RETURN(
      std::vector<std::string> meant,
      SelectModules(Json{{"target_modules", list}}, ModulePaths(base, 2), {}));
  meant = TrunkNames(std::move(meant), base);
  std::vector<std::string> wanted = maps;
  std::sort(meant.begin(), meant.end());
  std::sort(wanted.begin(), wanted.end());
  return meant == wanted ? list : maps;
}

}  // namespace graft

#include "papers/common/comparison.h"

#include <algorithm>

namespace graft::papers {

std::vector<Arm> ArmsOf(const Design& design, const std::vector<Arm>& arms,
                        const std::vector<std::string>& ids) {
  std::vector<Arm> needed;
  const auto has = [](const std::vector<Arm>& list, const std::string& name) {
    return std::any_of(list.begin(), list.end(),
                       [&](const Arm& arm) { return arm.name == name; });
  };
  for (const Comparison& table : design.comparisons) {
    if (std::find(ids.begin(), ids.end(), table.id) == ids.end()) continue;
    for (const Row& row : table.rows)
      for (const Arm& arm : arms)
        if (arm.name == row.arm && !has(needed, arm.name)) needed.push_back(arm);
  }
  return needed;
}

}  // namespace graft::papers

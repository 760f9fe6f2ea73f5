#include "peft/study/arm.h"

#include <utility>

#include "common/base/check.h"
#include "peft/core/composite.h"

namespace graft {

absl::StatusOr<std::unique_ptr<Method>> CreateArm(const Arm& arm,
                                                  const TrunkInfo& trunk,
                                                  const RandomStream& init) {
  CHECK(!arm.parts.empty()) << arm.name;
  std::vector<std::unique_ptr<Method>> methods;
  for (const ArmPart& part : arm.parts) {
    auto method =
        CreateMethod(part.method, part.options, trunk, init.Fork(part.method));
    if (!method.ok()) return WithContext(method.status(), arm.name);
    methods.push_back(*std::move(method));
  }
  if (methods.size() == 1) return std::move(methods[0]);
  return std::make_unique<Composite>(std::move(methods));
}

Json ArmConfig(const Arm& arm) {
  Json parts = Json::array();
  for (const ArmPart& part : arm.parts)
    parts.push_back({{"method", part.method}, {"options", part.options}});
  Json config = {{"parts", parts}};
  if (!arm.recipe.empty()) config["recipe"] = arm.recipe;
  return config;
}

}  // namespace graft

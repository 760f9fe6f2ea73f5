#include "dg/core/objective.h"

#include "common/base/check.h"
#include "common/base/suggest.h"

namespace graft {
namespace {

// Filled by static registration, before main; ordered by name.
std::map<std::string, ObjectiveInfo, std::less<>>& Registry() {
  static auto* registry = new std::map<std::string, ObjectiveInfo, std::less<>>;
  return *registry;
}

absl::Status CheckSetting(const ObjectiveTraits& traits,
                          const ObjectiveSetting& setting) {
  if (setting.domains < traits.min_domains)
    return absl::InvalidArgumentError(
        StrCat(setting.domains, " source domain", setting.domains == 1 ? "" : "s",
               ": expected at least ", traits.min_domains));
  if (setting.classes < 2)
    return absl::InvalidArgumentError(
        StrCat(setting.classes, " class: expected at least 2"));
  if (traits.images && setting.image.empty())
    return absl::InvalidArgumentError("it is for images, and these data are none");
  if (traits.blocks && setting.featurizer({}, setting.random)->block_widths().empty())
    return absl::InvalidArgumentError(
        "it acts on what a network's blocks give, and this network has no blocks");
  return absl::OkStatus();
}

}  // namespace

std::string FamilyName(Family family) {
  switch (family) {
    case Family::kRisk:
      return "risks";
    case Family::kFeatures:
      return "features";
    case Family::kGradients:
      return "gradients";
    case Family::kData:
      return "inputs and activations";
    case Family::kWeights:
      return "weights";
  }
  return "";
}

std::vector<const ObjectiveInfo*> AllObjectives() {
  std::vector<const ObjectiveInfo*> all;
  for (const auto& [name, info] : Registry()) all.push_back(&info);
  return all;
}

absl::StatusOr<const ObjectiveInfo*> FindObjective(std::string_view name) {
  const auto found = Registry().find(name);
  if (found != Registry().end()) return &found->second;
  std::vector<std::string> names;
  for (const auto& [known, info] : Registry()) names.push_back(known);
  return absl::NotFoundError(StrCat("no objective '", name, "'",
                                    DidYouMean(name, names), "; there are ",
                                    Join(names, ", ")));
}

absl::StatusOr<std::unique_ptr<Objective>> CreateObjective(
    std::string_view name, const ObjectiveSetting& setting) {
  ASSIGN_OR_RETURN(const ObjectiveInfo* info, FindObjective(name));
  absl::Status status = CheckSetting(info->traits, setting);
  if (!status.ok()) return WithContext(status, StrCat("objective ", name));
  absl::StatusOr<std::unique_ptr<Objective>> objective = info->create(setting);
  if (!objective.ok())
    return WithContext(objective.status(), StrCat("objective ", name));
  return objective;
}

namespace internal {

bool RegisterObjective(ObjectiveInfo info) {
  const std::string name = info.name;
  CHECK(Registry().emplace(name, std::move(info)).second) << name << " twice";
  return true;
}

}  // namespace internal
}  // namespace graft

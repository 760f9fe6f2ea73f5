#include "peft/hub/any_folder.h"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "common/base/json.h"
#include "peft/hub/adapterhub_folder.h"
#include "peft/hub/graft_folder.h"
#include "peft/hub/peft_folder.h"

namespace graft {
namespace {

namespace fs = std::filesystem;

// "; its sub-folders a and b have one", for adapters that were saved by a name.
std::string SubFolders(const std::string& folder) {
  std::error_code ignored;
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    if (HasGraft(entry.path().string())) names.push_back(entry.path().string());
  std::sort(names.begin(), names.end());
  return names.empty() ? ""
                       : StrCat("; give the sub-folder with one: ", Join(names, ", "));
}

absl::StatusOr<Json> ReadConfig(const std::string& folder) {
  if (!HasGraft(folder))
    return absl::NotFoundError(
        StrCat(folder,
               " holds no trained graft: it has no adapter_config.json, which graft "
               "train, HF PEFT and AdapterHub write",
               SubFolders(folder)));
  return ReadJson(AdapterConfigPath(folder));
}

}  // namespace

absl::StatusOr<std::string> BaseModelOf(const std::string& folder) {
  ASSIGN_OR_RETURN(const Json json, ReadConfig(folder));
  const char* key =
      json.contains("model_name") ? "model_name" : "base_model_name_or_path";
  auto name = GetString(json, key, "");
  if (!name.ok()) return WithContext(name.status(), AdapterConfigPath(folder));
  return name;
}

absl::StatusOr<AdapterPlan> PlanAdapter(const std::string& folder, const Bert& trunk) {
  ASSIGN_OR_RETURN(const Json json, ReadConfig(folder));
  if (json.contains("graft_format")) return PlanGraft(folder, trunk);
  if (json.contains("peft_type")) return PlanPeft(folder, trunk);
  if (json.contains("config")) return PlanAdapterHub(folder, trunk);
  return absl::InvalidArgumentError(
      StrCat(AdapterConfigPath(folder),
             ": no known format; expected a key graft_format (graft train), peft_type "
             "(HF PEFT) or config (AdapterHub)"));
}

absl::StatusOr<TrainedGraft> LoadAdapter(const std::string& folder, const Bert& trunk) {
  ASSIGN_OR_RETURN(AdapterPlan plan, PlanAdapter(folder, trunk));
  return FillPlan(std::move(plan));
}

}  // namespace graft

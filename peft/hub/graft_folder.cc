#include "peft/hub/graft_folder.h"

#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "common/base/files.h"
#include "common/models/weights.h"

namespace graft {
namespace {

constexpr int64_t kFormat = 1;

std::string TensorsPath(const std::string& folder) {
  return folder + "/adapter_model.safetensors";
}

Json ToJson(const GraftConfig& c) {
  Json json{{"graft_format", kFormat},
            {"graft_method", c.method},
            {"options", c.options},
            {"labels", c.labels},
            {"pooling", PoolingName(c.pooling)},
            {"max_length", c.max_length},
            {"pairs", c.pairs.value_or(false)},
            {"base_model_name_or_path", c.base_model},
            {"base_model_hash", c.base_hash},
            {"base_model_shape", c.base_shape},
            {"seed", c.seed},
            {"metrics", c.metrics}};
  if (!c.modules_to_save.empty()) json["modules_to_save"] = c.modules_to_save;
  if (c.tags) json["task"] = "tag";
  return json;
}

absl::Status Wrong(std::string_view key, std::string_view expected) {
  return absl::InvalidArgumentError(StrCat("key \"", key, "\": expected ", expected));
}

absl::Status CheckFormat(const Json& json) {
  ASSIGN_OR_RETURN(const int64_t format, GetInt(json, "graft_format"));
  if (format != kFormat)
    return absl::UnimplementedError(StrCat("graft_format ", format,
                                           ", but this program reads format ", kFormat,
                                           "; use the version that wrote it"));
  return CheckKnownKeys(
      json, {"graft_format", "graft_method", "options", "labels", "pooling", "task",
             "modules_to_save", "max_length", "pairs", "base_model_name_or_path",
             "base_model_hash", "base_model_shape", "seed", "metrics"});
}

absl::StatusOr<OptionValues> OptionsOf(const Json& json) {
  const auto object = json.find("options");
  if (object == json.end() || !object->is_object())
    return Wrong("options", "an object of strings");
  OptionValues options;
  for (const auto& [name, value] : object->items()) {
    if (!value.is_string()) return Wrong("options." + name, "a string, as in \"8\"");
    options[name] = value.get<std::string>();
  }
  return options;
}

absl::StatusOr<std::vector<std::string>> LabelsOf(const Json& json) {
  if (!json.contains("labels") || json["labels"].size() < 2)
    return Wrong("labels", "an array of at least two strings");
  ASSIGN_OR_RETURN(std::vector<std::string> labels, GetStrings(json, "labels"));
  if (std::set<std::string>(labels.begin(), labels.end()).size() != labels.size())
    return Wrong("labels", "labels that differ");
  return labels;
}

// "tag", or "classify", which a folder need not say.
absl::StatusOr<bool> TagsOf(const Json& json) {
  if (!json.contains("task")) return false;
  ASSIGN_OR_RETURN(const std::string task, GetString(json, "task"));
  if (task != "tag" && task != "classify") return Wrong("task", "tag or classify");
  return task == "tag";
}

absl::StatusOr<GraftConfig> FromJson(const Json& json) {
  RETURN_IF_ERROR(CheckFormat(json));
  GraftConfig c;
  ASSIGN_OR_RETURN(c.method, GetString(json, "graft_method"));
  ASSIGN_OR_RETURN(c.options, OptionsOf(json));
  ASSIGN_OR_RETURN(c.labels, LabelsOf(json));
  ASSIGN_OR_RETURN(c.tags, TagsOf(json));
  ASSIGN_OR_RETURN(c.modules_to_save, GetStrings(json, "modules_to_save"));
  ASSIGN_OR_RETURN(const std::string pooling, GetString(json, "pooling"));
  ASSIGN_OR_RETURN(c.pooling, ParsePooling(pooling));
  ASSIGN_OR_RETURN(c.max_length, GetInt(json, "max_length"));
  ASSIGN_OR_RETURN(c.pairs, GetBool(json, "pairs"));
  ASSIGN_OR_RETURN(c.base_model, GetString(json, "base_model_name_or_path"));
  ASSIGN_OR_RETURN(c.base_hash, GetString(json, "base_model_hash"));
  ASSIGN_OR_RETURN(c.base_shape, GetString(json, "base_model_shape"));
  ASSIGN_OR_RETURN(c.seed, GetInt(json, "seed"));
  c.metrics = json.value("metrics", Json::object());
  return c;
}

absl::Status CheckTrunk(const GraftConfig& config, const Bert& trunk) {
  if (config.base_hash == TrunkHash(trunk)) return absl::OkStatus();
  return absl::FailedPreconditionError(
      StrCat("the graft was trained on another model: ", config.base_model, " (",
             config.base_shape, "), and this one has ", TrunkShape(trunk),
             config.base_shape == TrunkShape(trunk) ? " but other weights" : "",
             "; give the model that it was trained on"));
}

// Whether the trunk can do what the config asks for.
absl::Status CheckFit(const GraftConfig& config, const Bert& trunk,
                      const Graft& graft) {
  if (!CanPool(trunk, config.pooling))
    return Wrong("pooling", "mean or cls, since the model has no pooler");
  const int64_t room = TokenRoom(trunk.info(), graft),
                least = config.pairs.value_or(false) ? 3 : 2;
  if (config.max_length < least || config.max_length > room)
    return Wrong("max_length",
                 StrCat(least, " to ", room, ", found ", config.max_length));
  return absl::OkStatus();
}

}  // namespace

bool HasGraft(const std::string& folder) {
  std::error_code ignored;
  return std::filesystem::exists(AdapterConfigPath(folder), ignored);
}

absl::Status SaveGraft(const std::string& folder, const GraftConfig& config,
                       const std::vector<NamedTensor>& tensors) {
  RETURN_IF_ERROR(RemoveAdapterConfig(folder));
  RETURN_IF_ERROR(SaveTensors(TensorsPath(folder), tensors, {{"format", "pt"}}));
  return WriteJsonAtomically(AdapterConfigPath(folder), ToJson(config));
}

absl::StatusOr<GraftConfig> ReadGraftConfig(const std::string& folder) {
  if (!HasGraft(folder))
    return absl::NotFoundError(
        StrCat(folder,
               " holds no trained graft: it has no adapter_config.json, which graft "
               "train writes when it has finished"));
  ASSIGN_OR_RETURN(const Json json, ReadJson(AdapterConfigPath(folder)));
  absl::StatusOr<GraftConfig> config = FromJson(json);
  if (!config.ok()) return WithContext(config.status(), AdapterConfigPath(folder));
  return config;
}

absl::StatusOr<AdapterPlan> PlanGraft(const std::string& folder, const Bert& trunk) {
  ASSIGN_OR_RETURN(GraftConfig config, ReadGraftConfig(folder));
  RETURN_IF_ERROR(WithContext(CheckTrunk(config, trunk), folder));
  AdapterPlan plan;
  plan.format = "graft";
  plan.config = std::move(config);
  RETURN_IF_ERROR(
      WithContext(PlanMethod(trunk.info(), &plan), AdapterConfigPath(folder)));
  RETURN_IF_ERROR(WithContext(CheckFit(plan.config, trunk, *plan.method),
                              AdapterConfigPath(folder)));
  PlanHead(static_cast<int64_t>(plan.config.labels.size()), trunk.info(), &plan);
  plan.files = {{TensorsPath(folder), TrainedTensors(*plan.method, *plan.head)}};
  return plan;
}

absl::StatusOr<TrainedGraft> LoadGraft(const std::string& folder, const Bert& trunk) {
  ASSIGN_OR_RETURN(AdapterPlan plan, PlanGraft(folder, trunk));
  return FillPlan(std::move(plan));
}

}  // namespace graft

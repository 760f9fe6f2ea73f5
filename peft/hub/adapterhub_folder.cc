#include "peft/hub/adapterhub_folder.h"

#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "common/base/files.h"
#include "peft/hub/adapterhub_head.h"
#include "peft/hub/adapterhub_settings.h"
#include "peft/hub/module_rule.h"

namespace graft {
namespace {

namespace fs = std::filesystem;

absl::Status ReadAdapter(const Json& json, const Bert& trunk, GraftConfig* to) {
  const Json c = ValueOf(json, "config");
  if (!c.is_object()) return WrongKey("config", "an object of settings", c);
  ASSIGN_OR_RETURN(const int64_t hidden,
                   GetInt(json, "hidden_size", trunk.info().hidden));
  if (hidden != trunk.info().hidden)
    return WrongKey(
        "hidden_size",
        StrCat(trunk.info().hidden, ": the adapter was made for another model"),
        Json(hidden));
  RETURN_IF_ERROR(ReadAdapterHubSettings(c, trunk.info(), to));
  to->pairs = std::nullopt;
  ASSIGN_OR_RETURN(to->base_model, GetString(json, "model_name", ""));
  to->base_hash = TrunkHash(trunk);
  to->base_shape = TrunkShape(trunk);
  return absl::OkStatus();
}

// "encoder.layer.0.output.adapter_down.weight" is theirs
// "bert.encoder.layer.0.output.adapters.NAME.adapter_down.0.weight".
std::string AdapterKey(std::string ours, const std::string& root,
                       const std::string& name) {
  const std::pair<std::string, std::string> parts[] = {
      {".adapter_down.", ".adapter_down.0."},
      {".adapter_up.", ".adapter_up."},
      {".adapter_scale", ".scaling"}};
  for (const auto& [mine, theirs] : parts)
    if (const size_t at = ours.find(mine); at != std::string::npos)
      return root + ours.replace(at, mine.size(), ".adapters." + name + theirs);
  return root + ours;
}

absl::StatusOr<Json> ReadHeadConfig(const std::string& folder) {
  std::error_code ignored;
  if (!fs::exists(folder + "/head_config.json", ignored)) return Json();
  return ReadJson(folder + "/head_config.json");
}

absl::Status ReadHead(const Json& json, const Bert& trunk, AdapterPlan* plan) {
  RETURN_IF_ERROR(ReadAdapterHubHead(json, trunk.config(), &plan->config));
  if (!CanPool(trunk, plan->config.pooling))
    return absl::FailedPreconditionError(
        "the model has no pooler, which the head stands on");
  PlanHead(static_cast<int64_t>(plan->config.labels.size()), trunk.info(), plan);
  return absl::OkStatus();
}

absl::Status CheckName(const std::string& name) {
  if (!name.empty() && name.find('.') == std::string::npos) return absl::OkStatus();
  return WrongKey("name", "a name without dots", Json(name));
}

absl::StatusOr<std::string> NameIn(const Json& json) {
  ASSIGN_OR_RETURN(const std::string name, GetString(json, "name"));
  RETURN_IF_ERROR(CheckName(name));
  return name;
}

// The plan's two files, with the tensors of the method and the head.
absl::Status NameTensors(const std::string& folder, const std::string& adapter,
                         const Json& head, const Bert& trunk, AdapterPlan* plan) {
  const std::string root = trunk.config().model_type + ".";
  TensorFile own{folder + "/adapter.safetensors"},
      heads{folder + "/model_head.safetensors"};
  for (const auto& [name, tensor] : plan->method->Tensors())
    own.tensors.push_back({AdapterKey(name, root, adapter), tensor});
  if (plan->head) {
    std::string head_name;
    if (IsFlex(head)) {
      ASSIGN_OR_RETURN(head_name, NameIn(head));
    }
    for (const auto& [name, tensor] : plan->head->Tensors())
      heads.tensors.push_back(
          {AdapterHubHeadKey(name, head_name, IsFlex(head)), tensor});
  }
  plan->files.push_back(std::move(own));
  if (plan->head) plan->files.push_back(std::move(heads));
  return absl::OkStatus();
}

absl::Status Plan(const std::string& folder, const Json& json, const Bert& trunk,
                  AdapterPlan* plan) {
  if (const Json type = ValueOf(json, "model_type"); type != trunk.config().model_type)
    return WrongKey("model_type", trunk.config().model_type, type);
  ASSIGN_OR_RETURN(const std::string name, NameIn(json));
  RETURN_IF_ERROR(ReadAdapter(json, trunk, &plan->config));
  ASSIGN_OR_RETURN(const Json head, ReadHeadConfig(folder));
  if (!head.is_null())
    RETURN_IF_ERROR(WithContext(ReadHead(head, trunk, plan), "head_config.json"));
  RETURN_IF_ERROR(PlanMethod(trunk.info(), plan));
  plan->config.max_length = TokenRoom(trunk.info(), *plan->method);
  return NameTensors(folder, name, head, trunk, plan);
}

absl::Status CheckWritable(const GraftConfig& config, const HfConfig& model) {
  if (config.pooling != HfPooling(model) && config.pooling != Pooling::kDense)
    return absl::InvalidArgumentError(
        StrCat("pooling=", PoolingName(config.pooling),
               ": the library's heads read something else, and the result would be "
               "another; train with --pooling=",
               PoolingName(HfPooling(model)), " or dense"));
  if (!config.modules_to_save.empty())
    return absl::InvalidArgumentError(
        "modules_to_save: AdapterHub keeps no modules of the encoder");
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<AdapterPlan> PlanAdapterHub(const std::string& folder,
                                           const Bert& trunk) {
  const std::string config = AdapterConfigPath(folder);
  ASSIGN_OR_RETURN(const Json json, ReadJson(config));
  AdapterPlan plan;
  plan.format = "AdapterHub";
  RETURN_IF_ERROR(WithContext(Plan(folder, json, trunk, &plan), config));
  return plan;
}

absl::Status SaveAdapterHub(const std::string& folder, const TrainedGraft& graft,
                            const Bert& trunk, const std::string& name) {
  RETURN_IF_ERROR(CheckName(name));
  RETURN_IF_ERROR(CheckWritable(graft.config, trunk.config()));
  ASSIGN_OR_RETURN(const Json settings,
                   WriteAdapterHubSettings(graft.config, trunk.info()));
  const Json model{{"hidden_size", trunk.info().hidden},
                   {"model_name", graft.config.base_model},
                   {"model_type", trunk.config().model_type},
                   {"version", "adapters.1.3.0"}};
  Json head = WriteAdapterHubHead(graft.config, trunk.config(), name);
  head.update(model);
  Json adapter{
      {"config", settings}, {"model_class", head["model_class"]}, {"name", name}};
  adapter.update(model);
  const std::string root = trunk.config().model_type + ".";
  const bool flex = WritesFlex(graft.config, trunk.config());
  std::vector<NamedTensor> own, heads;
  for (const auto& [ours, tensor] : graft.method->Tensors())
    own.push_back({AdapterKey(ours, root, name), tensor});
  for (const auto& [ours, tensor] : graft.head.Tensors())
    heads.push_back({AdapterHubHeadKey(ours, name, flex), tensor});
  RETURN_IF_ERROR(MakeFolder(folder));
  RETURN_IF_ERROR(RemoveAdapterConfig(folder));
  RETURN_IF_ERROR(
      SaveTensors(folder + "/adapter.safetensors", own, {{"format", "pt"}}));
  RETURN_IF_ERROR(
      SaveTensors(folder + "/model_head.safetensors", heads, {{"format", "pt"}}));
  RETURN_IF_ERROR(WriteJsonAtomically(folder + "/head_config.json", head));
  return WriteJsonAtomically(AdapterConfigPath(folder), adapter);
}

}  // namespace graft

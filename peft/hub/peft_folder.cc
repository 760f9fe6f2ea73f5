#include "peft/hub/peft_folder.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "common/base/files.h"
#include "common/formats/safetensors.h"
#include "peft/hub/module_rule.h"
#include "peft/hub/peft_type.h"

namespace graft {
namespace {

namespace fs = std::filesystem;

// What PEFT has no place for, in the tensor file's metadata.
constexpr char kExtra[] = "graft";

bool Exists(const std::string& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

absl::StatusOr<std::string> TensorsPath(const std::string& folder) {
  const std::string path = folder + "/adapter_model.safetensors";
  if (Exists(path) || !Exists(folder + "/adapter_model.bin")) return path;
  return absl::UnimplementedError(
      StrCat(folder,
             "/adapter_model.bin is a pickle, which is not read; save the adapter "
             "with save_pretrained(…, safe_serialization=True)"));
}

// "bert." unless the adapter was made on the bare encoder.
std::string RootOf(const Weights& saved, const HfConfig& config) {
  const std::string root = config.model_type + ".";
  for (const auto& [name, tensor] : saved)
    if (name.starts_with("base_model.model.encoder.") ||
        name.starts_with("base_model.model.embeddings."))
      return "";
  return root;
}

absl::Status CheckTask(const Json& json) {
  const Json task = ValueOf(json, "task_type");
  if (!task.is_null() && task != "SEQ_CLS" && task != "FEATURE_EXTRACTION")
    return WrongKey("task_type", "SEQ_CLS, the only head that is read", task);
  return absl::OkStatus();
}

bool Asks(const Json& json, const std::vector<std::string>& modules) {
  return ValueOf(json, "task_type") == "SEQ_CLS" ||
         std::find(modules.begin(), modules.end(), "classifier") != modules.end();
}

// Of modules_to_save those that are the trunk's; "classifier" is the head, and what the model
// does not have ("score", which PEFT always lists) means nothing to PEFT either.
std::vector<std::string> TrunkModules(const std::vector<std::string>& modules,
                                      const TrunkInfo& trunk) {
  std::set<std::string> found;
  for (const std::string& module : modules)
    for (const auto& [name, theta] : trunk.weights)
      if (name.starts_with(module + ".") || name.find("." + module + ".") != name.npos)
        found.insert(name.substr(0, name.rfind(module + ".") + module.size()));
  return {found.begin(), found.end()};
}

// Of the head that the file holds.
absl::StatusOr<int64_t> Classes(const Weights& saved, const std::string& weight,
                                const Bert& trunk, Pooling pooling) {
  const auto found = saved.find(weight);
  if (found == saved.end() || found->second.dim() != 2)
    return absl::InvalidArgumentError(StrCat(
        "tensor ", weight,
        " is missing: expected the head, [classes, hidden size]; save the adapter "
        "with modules_to_save=[\"classifier\"]"));
  if (!CanPool(trunk, pooling))
    return absl::FailedPreconditionError(
        "the model has no pooler, which the head of a BertForSequenceClassification "
        "reads");
  const int64_t classes = found->second.size(0);
  if (classes < 2)
    return absl::UnimplementedError(
        StrCat("tensor ", weight, " has ", classes,
               " class: regression is not read; expected at least 2 classes"));
  return classes;
}

std::vector<std::string> UsualLabels(const Bert& trunk, int64_t classes) {
  if (static_cast<int64_t>(trunk.config().labels.size()) == classes)
    return trunk.config().labels;
  std::vector<std::string> labels;
  for (int64_t i = 0; i < classes; ++i) labels.push_back(StrCat("LABEL_", i));
  return labels;
}

// Labels, length and kind of text, where the file's metadata has them.
absl::Status ReadExtra(const std::string& path, GraftConfig* config) {
  ASSIGN_OR_RETURN(const auto file, SafetensorsFile::Open(path));
  const auto found = file->metadata().find(kExtra);
  if (found == file->metadata().end()) return absl::OkStatus();
  const std::string what = StrCat(path, ": metadata \"", kExtra, "\"");
  ASSIGN_OR_RETURN(const Json extra, ParseJson(found->second, what));
  const auto read = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(const std::vector<std::string> labels,
                     GetStrings(extra, "labels"));
    if (labels.size() != config->labels.size())
      return WrongKey("labels",
                      StrCat(config->labels.size(), " of them, as many as classes"),
                      extra);
    config->labels = labels;
    ASSIGN_OR_RETURN(config->max_length, GetInt(extra, "max_length"));
    if (!extra.contains("pairs")) return absl::OkStatus();  // it was not known
    ASSIGN_OR_RETURN(config->pairs, GetBool(extra, "pairs"));
    return absl::OkStatus();
  };
  return WithContext(read(), what);
}

bool TrainsEveryBias(const OptionValues& options) {
  const auto bias = options.find("bias");
  return bias != options.end() && bias->second == "all";
}

// Then PEFT keeps the head's biases twice more.
std::set<std::string> Superfluous(const GraftConfig& config) {
  if (!TrainsEveryBias(config.options)) return {};
  const std::string head = "base_model.model.classifier.";
  if (config.pooling != Pooling::kDense)
    return {head + "modules_to_save.bias", head + "original_module.bias"};
  std::set<std::string> names;
  for (const char* copy : {"modules_to_save.default.", "original_module."})
    for (const char* bias : {"dense.bias", "out_proj.bias"})
      names.insert(head + copy + bias);
  return names;
}

absl::Status NameTensors(const PeftType& type, const PeftBase& base,
                         const std::vector<NamedTensor>& ours,
                         const OptionValues& options,
                         std::vector<NamedTensor>* theirs) {
  for (const auto& [name, tensor] : ours) {
    ASSIGN_OR_RETURN(const std::string key, PeftTensorName(type, options, base, name));
    theirs->push_back({key, tensor});
  }
  return absl::OkStatus();
}

absl::Status ReadConfig(const Json& json, const PeftType& type, const PeftBase& base,
                        GraftConfig* config) {
  config->method = type.slug;
  ASSIGN_OR_RETURN(config->options, type.read(json, base));
  ASSIGN_OR_RETURN(const std::vector<std::string> modules,
                   GetStrings(json, "modules_to_save"));
  config->modules_to_save = TrunkModules(modules, base.trunk.info());
  if (!config->modules_to_save.empty() && TrainsEveryBias(config->options))
    return WrongKey("modules_to_save",
                    "none of the encoder's modules beside bias=\"all\"", Json(modules));
  ASSIGN_OR_RETURN(config->pooling, PeftPooling(type, base.trunk.config()));
  config->pairs = std::nullopt;
  ASSIGN_OR_RETURN(config->base_model, GetString(json, "base_model_name_or_path", ""));
  config->base_hash = TrunkHash(base.trunk);
  config->base_shape = TrunkShape(base.trunk);
  return absl::OkStatus();
}

absl::Status Plan(const Json& json, const Weights& saved, const Bert& trunk,
                  AdapterPlan* plan) {
  RETURN_IF_ERROR(CheckTask(json));
  ASSIGN_OR_RETURN(const std::string name, GetString(json, "peft_type"));
  ASSIGN_OR_RETURN(const PeftType* type, FindPeftType(name));
  RETURN_IF_ERROR(CheckPeftKeys(*type, json));
  const PeftBase base{trunk, RootOf(saved, trunk.config())};
  GraftConfig& config = plan->config;
  TensorFile& file = plan->files[0];
  RETURN_IF_ERROR(ReadConfig(json, *type, base, &config));
  RETURN_IF_ERROR(PlanMethod(trunk.info(), plan));
  RETURN_IF_ERROR(
      NameTensors(*type, base, plan->method->Tensors(), config.options, &file.tensors));
  config.max_length = TokenRoom(trunk.info(), *plan->method);
  file.ignored = Superfluous(config);
  ASSIGN_OR_RETURN(const std::vector<std::string> modules,
                   GetStrings(json, "modules_to_save"));
  if (!Asks(json, modules)) return absl::OkStatus();
  ASSIGN_OR_RETURN(
      const std::string weight,
      PeftTensorName(*type, {}, base,
                     config.pooling == Pooling::kDense ? "classifier.out_proj.weight"
                                                       : "classifier.weight"));
  ASSIGN_OR_RETURN(const int64_t classes,
                   Classes(saved, weight, trunk, config.pooling));
  PlanHead(classes, trunk.info(), plan);
  config.labels = UsualLabels(trunk, classes);
  return NameTensors(*type, base, plan->head->Tensors(), config.options, &file.tensors);
}

absl::Status CheckWritable(const GraftConfig& config, const PeftType& type,
                           const HfConfig& model) {
  ASSIGN_OR_RETURN(const Pooling theirs, PeftPooling(type, model));
  if (config.pooling == theirs) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("pooling=", PoolingName(config.pooling), ": with ", type.name,
             " the head of HF's classifier reads what is called ", PoolingName(theirs),
             " here, and the result would be another; train with --pooling=",
             PoolingName(theirs)));
}

}  // namespace

absl::StatusOr<AdapterPlan> PlanPeft(const std::string& folder, const Bert& trunk) {
  const std::string config = AdapterConfigPath(folder);
  ASSIGN_OR_RETURN(const Json json, ReadJson(config));
  AdapterPlan plan;
  plan.format = "Hugging Face PEFT";
  ASSIGN_OR_RETURN(const std::string file, TensorsPath(folder));
  ASSIGN_OR_RETURN(const Weights saved, LoadWeights(file));
  plan.files = {{file}};
  RETURN_IF_ERROR(WithContext(Plan(json, saved, trunk, &plan), config));
  RETURN_IF_ERROR(ReadExtra(file, &plan.config));
  return plan;
}

std::string PeftPlace(const std::string& folder, const std::string& name) {
  return name == "default" ? folder : folder + "/" + name;
}

absl::Status SavePeft(const std::string& folder, const TrainedGraft& graft,
                      const Bert& trunk, const std::string& name) {
  const GraftConfig& config = graft.config;
  ASSIGN_OR_RETURN(const PeftType* type, PeftTypeOfMethod(config.method));
  RETURN_IF_ERROR(CheckWritable(config, *type, trunk.config()));
  const PeftBase base{trunk, trunk.config().model_type + "."};
  ASSIGN_OR_RETURN(Json json, type->write(config.options, base));
  std::vector<std::string> modules = config.modules_to_save;
  modules.push_back("classifier");
  json.update({{"peft_type", type->name},
               {"task_type", "SEQ_CLS"},
               {"modules_to_save", modules},
               {"inference_mode", true},
               {"base_model_name_or_path", config.base_model}});
  std::vector<NamedTensor> tensors;
  for (const auto& ours : {graft.method->Exported(), graft.head.Tensors()})
    RETURN_IF_ERROR(NameTensors(*type, base, ours, config.options, &tensors));
  Json extra{{"labels", config.labels}, {"max_length", config.max_length}};
  if (config.pairs) extra["pairs"] = *config.pairs;
  const std::string place = PeftPlace(folder, name);
  RETURN_IF_ERROR(MakeFolder(place));
  RETURN_IF_ERROR(RemoveAdapterConfig(place));
  RETURN_IF_ERROR(SaveTensors(place + "/adapter_model.safetensors", tensors,
                              {{"format", "pt"}, {kExtra, DumpJson(extra)}}));
  return WriteJsonAtomically(AdapterConfigPath(place), json);
}

}  // namespace graft

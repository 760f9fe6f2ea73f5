#include "peft/hub/graft_folder.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "common/base/files.h"
#include "common/models/weights.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

constexpr int64_t kFormat = 1;

std::string ConfigPath(const std::string& folder) {
  return folder + "/adapter_config.json";
}

std::string TensorsPath(const std::string& folder) {
  return folder + "/adapter_model.safetensors";
}

absl::Status Remove(const std::string& path) {
  std::error_code code;
  std::filesystem::remove(path, code);
  if (!code) return absl::OkStatus();
  return absl::ErrnoToStatus(code.value(), "cannot remove " + path);
}

Json ToJson(const GraftConfig& c) {
  return Json{{"graft_format", kFormat},
              {"graft_method", c.method},
              {"options", c.options},
              {"labels", c.labels},
              {"pooling", PoolingName(c.pooling)},
              {"max_length", c.max_length},
              {"pairs", c.pairs},
              {"base_model_name_or_path", c.base_model},
              {"base_model_hash", c.base_hash},
              {"base_model_shape", c.base_shape},
              {"seed", c.seed},
              {"metrics", c.metrics}};
}

absl::Status Wrong(std::string_view key, std::string_view expected) {
  return absl::InvalidArgumentError(StrCat("key \"", key, "\": expected ", expected));
}

absl::Status CheckFormat(const Json& json) {
  if (json.is_object() && json.contains("peft_type"))
    return absl::UnimplementedError(
        "an adapter of Hugging Face PEFT, which Graft does not read yet; expected a "
        "folder written by graft train");
  ASSIGN_OR_RETURN(const int64_t format, GetInt(json, "graft_format"));
  if (format != kFormat)
    return absl::UnimplementedError(StrCat("graft_format ", format,
                                           ", but this program reads format ", kFormat,
                                           "; use the version that wrote it"));
  return CheckKnownKeys(
      json, {"graft_format", "graft_method", "options", "labels", "pooling",
             "max_length", "pairs", "base_model_name_or_path", "base_model_hash",
             "base_model_shape", "seed", "metrics"});
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
  const auto array = json.find("labels");
  if (array == json.end() || !array->is_array() || array->size() < 2)
    return Wrong("labels", "an array of at least two strings");
  std::vector<std::string> labels;
  for (const Json& label : *array) {
    if (!label.is_string()) return Wrong("labels", "strings only");
    labels.push_back(label.get<std::string>());
  }
  if (std::set<std::string>(labels.begin(), labels.end()).size() != labels.size())
    return Wrong("labels", "labels that differ");
  return labels;
}

absl::StatusOr<GraftConfig> FromJson(const Json& json) {
  RETURN_IF_ERROR(CheckFormat(json));
  GraftConfig c;
  ASSIGN_OR_RETURN(c.method, GetString(json, "graft_method"));
  ASSIGN_OR_RETURN(c.options, OptionsOf(json));
  ASSIGN_OR_RETURN(c.labels, LabelsOf(json));
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

// Copies the file's tensors into `tensors`, which say what is expected.
absl::Status ReadTensors(const std::string& path,
                         const std::vector<NamedTensor>& tensors) {
  ASSIGN_OR_RETURN(Weights saved, LoadWeights(path));
  const auto bad = [&](const auto&... what) {
    return absl::InvalidArgumentError(StrCat(path, ": tensor ", what...));
  };
  const NoGrad no_grad;
  for (const auto& [name, tensor] : tensors) {
    const auto found = saved.find(name);
    if (found == saved.end()) return bad(name, " is missing");
    if (found->second.sizes() != tensor.sizes())
      return bad(name, " has shape ", found->second.sizes(),
                 ", but adapter_config.json asks for ", tensor.sizes());
    tensor.copy_(found->second);
    saved.erase(found);
  }
  if (!saved.empty())
    return bad(saved.begin()->first,
               " belongs to no part of what adapter_config.json describes");
  return absl::OkStatus();
}

// Whether the trunk can do what the config asks for.
absl::Status CheckFit(const GraftConfig& config, const Bert& trunk,
                      const Graft& graft) {
  if (!CanPool(trunk, config.pooling))
    return Wrong("pooling", "mean or cls, since the model has no pooler");
  const int64_t room = TokenRoom(trunk.info(), graft), least = config.pairs ? 3 : 2;
  if (config.max_length < least || config.max_length > room)
    return Wrong("max_length",
                 StrCat(least, " to ", room, ", found ", config.max_length));
  return absl::OkStatus();
}

}  // namespace

std::string TrunkShape(const Bert& trunk) {
  const TrunkInfo& info = trunk.info();
  return StrCat(info.layers, " layers, hidden size ", info.hidden, ", ",
                info.vocabulary, " tokens");
}

std::string TrunkHash(const Bert& trunk) {
  constexpr int64_t kSample = 64;  // elements from either end of a tensor
  const HfConfig& c = trunk.config();
  std::string bytes =
      StrCat(c.num_attention_heads, " ", c.hidden_act, " ", c.layer_norm_eps, "\n");
  const NoGrad no_grad;
  for (const auto& [name, tensor] : trunk.info().weights) {
    bytes += StrCat(name, " ", tensor.sizes(), "\n");
    const at::Tensor flat = tensor.reshape({-1});
    const int64_t n = flat.numel(), sample = std::min(n, kSample);
    for (const at::Tensor& part :
         {flat.slice(0, 0, sample), flat.slice(0, n - sample)}) {
      const at::Tensor floats = part.to(at::kCPU, at::kFloat).contiguous();
      bytes.append(static_cast<const char*>(floats.const_data_ptr()), floats.nbytes());
    }
  }
  return Sha256Hex(bytes);
}

int64_t TokenRoom(const TrunkInfo& trunk, const Graft& graft) {
  return trunk.positions - graft.ExtraTokens() - graft.PositionShift();
}

bool HasGraft(const std::string& folder) {
  std::error_code ignored;
  return std::filesystem::exists(ConfigPath(folder), ignored);
}

absl::Status SaveGraft(const std::string& folder, const GraftConfig& config,
                       const std::vector<NamedTensor>& tensors) {
  RETURN_IF_ERROR(Remove(ConfigPath(folder)));
  RETURN_IF_ERROR(SaveTensors(TensorsPath(folder), tensors, {{"format", "pt"}}));
  return WriteJsonAtomically(ConfigPath(folder), ToJson(config));
}

absl::StatusOr<GraftConfig> ReadGraftConfig(const std::string& folder) {
  if (!HasGraft(folder))
    return absl::NotFoundError(
        StrCat(folder,
               " holds no trained graft: it has no adapter_config.json, which graft "
               "train writes when it has finished"));
  ASSIGN_OR_RETURN(const Json json, ReadJson(ConfigPath(folder)));
  absl::StatusOr<GraftConfig> config = FromJson(json);
  if (!config.ok()) return WithContext(config.status(), ConfigPath(folder));
  return config;
}

absl::StatusOr<TrainedGraft> LoadGraft(const std::string& folder, const Bert& trunk) {
  ASSIGN_OR_RETURN(GraftConfig config, ReadGraftConfig(folder));
  RETURN_IF_ERROR(WithContext(CheckTrunk(config, trunk), folder));
  // Initial values do not matter: the file replaces every one.
  const RandomStream init(0, "init");
  auto method = CreateMethod(config.method, config.options, trunk.info(), init);
  if (!method.ok()) return WithContext(method.status(), ConfigPath(folder));
  RETURN_IF_ERROR(WithContext(CheckFit(config, trunk, **method), ConfigPath(folder)));
  Head head(static_cast<int64_t>(config.labels.size()), trunk.info().hidden,
            config.pooling, 0, trunk.info().graft_options(), init);
  RETURN_IF_ERROR(ReadTensors(TensorsPath(folder), TrainedTensors(**method, head)));
  return TrainedGraft{std::move(config), *std::move(method), std::move(head)};
}

}  // namespace graft

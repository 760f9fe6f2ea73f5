#include "peft/hub/adapterhub_folder.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "common/base/files.h"
#include "peft/adapter/parallel_adapter.h"
#include "peft/adapter/sequential_adapter.h"
#include "peft/hub/module_rule.h"

namespace graft {
namespace {

namespace fs = std::filesystem;

// Settings with one value that is read, and those that only concern training.
const std::pair<const char*, Json> kFixed[] = {
    {"cross_adapter", false},     {"inv_adapter", nullptr},
    {"ln_after", false},          {"ln_before", false},
    {"phm_layer", false},         {"use_gating", false},
    {"original_ln_after", true},  {"adapter_residual_before_ln", false},
    {"residual_before_ln", true}, {"leave_out", Json::array()}};
constexpr const char* kFree[] = {
    "dropout", "factorized_phm_W", "factorized_phm_rule", "hypercomplex_nonlinearity",
    "init_weights", "init_weights_seed", "inv_adapter_reduction_factor", "learn_phm",
    "phm_bias", "phm_c_init", "phm_dim", "phm_init_range", "phm_rank", "shared_W_phm",
    "shared_phm_rule", "stochastic_depth", "architecture",
    // read below
    "is_parallel", "mh_adapter", "non_linearity", "original_ln_before",
    "output_adapter", "reduction_factor", "scaling"};

absl::Status CheckSettings(const Json& c) {
  for (const auto& [key, value] : c.items()) {
    const auto fixed = std::find_if(std::begin(kFixed), std::end(kFixed),
                                    [&](const auto& f) { return key == f.first; });
    if (fixed != std::end(kFixed)) {
      if (value != fixed->second) return WrongKey(key, DumpJson(fixed->second), value);
    } else if (std::find(std::begin(kFree), std::end(kFree), key) == std::end(kFree)) {
      return absl::UnimplementedError(
          StrCat("key ", DescribeJson(key), " is no setting of a bottleneck adapter"));
    }
  }
  return absl::OkStatus();
}

// hidden/reduction, rounded down, at least 1.
absl::StatusOr<int64_t> Width(const Json& c, int64_t hidden) {
  const Json value = ValueOf(c, "reduction_factor");
  if (!value.is_number() || !(value.get<double>() > 0))
    return WrongKey("reduction_factor", "a number above 0", value);
  const double width = std::floor(static_cast<double>(hidden) / value.get<double>());
  if (!(width <= 65536))
    return WrongKey("reduction_factor", "a width up to 65536", value);
  return std::max<int64_t>(1, static_cast<int64_t>(width));
}

absl::Status ReadPlaces(const Json& c, const Bert& trunk, BottleneckConfig* to) {
  ASSIGN_OR_RETURN(const bool attention, GetBool(c, "mh_adapter"));
  ASSIGN_OR_RETURN(const bool ffn, GetBool(c, "output_adapter"));
  if (!attention && !ffn)
    return WrongKey("output_adapter", "true, or mh_adapter", Json(false));
  to->at = attention && ffn ? "both" : ffn ? "ffn" : "attention";
  ASSIGN_OR_RETURN(to->activation, GetString(c, "non_linearity"));
  ASSIGN_OR_RETURN(to->r, Width(c, trunk.info().hidden));
  return absl::OkStatus();
}

absl::Status ReadParallel(const Json& c, const Bert& trunk, GraftConfig* to) {
  ParallelAdapterConfig config;
  RETURN_IF_ERROR(ReadPlaces(c, trunk, &config));
  const Json scaling = ValueOf(c, "scaling");
  config.learn_s = scaling == "learned";
  if (!config.learn_s) {
    if (!scaling.is_number())
      return WrongKey("scaling", "a number or \"learned\"", scaling);
    config.s = scaling.get<double>();
  }
  to->method = "parallel_adapter";
  to->options = OptionsOf(config);
  return absl::OkStatus();
}

absl::Status ReadSequential(const Json& c, const Bert& trunk, GraftConfig* to) {
  SequentialAdapterConfig config;
  RETURN_IF_ERROR(ReadPlaces(c, trunk, &config));
  ASSIGN_OR_RETURN(const bool normed, GetBool(c, "original_ln_before", false));
  config.reads = normed ? "norm" : "output";
  if (ValueOf(c, "scaling") != 1.0)
    return WrongKey("scaling", "1.0, for an adapter behind a sub-layer",
                    ValueOf(c, "scaling"));
  to->method = config.at == "both" ? "houlsby" : "pfeiffer";
  to->options = OptionsOf(config);
  return absl::OkStatus();
}

absl::Status ReadAdapter(const Json& json, const Bert& trunk, GraftConfig* to) {
  const Json c = ValueOf(json, "config");
  if (!c.is_object()) return WrongKey("config", "an object of settings", c);
  RETURN_IF_ERROR(CheckSettings(c));
  ASSIGN_OR_RETURN(const int64_t hidden,
                   GetInt(json, "hidden_size", trunk.info().hidden));
  if (hidden != trunk.info().hidden)
    return WrongKey(
        "hidden_size",
        StrCat(trunk.info().hidden, ": the adapter was made for another model"),
        Json(hidden));
  ASSIGN_OR_RETURN(const bool parallel, GetBool(c, "is_parallel", false));
  RETURN_IF_ERROR(parallel ? ReadParallel(c, trunk, to) : ReadSequential(c, trunk, to));
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

// The head of an AdapterModel: two maps with a tanh between them, whatever the model.
bool IsFlex(const Json& head) { return ValueOf(head, "config").is_object(); }

absl::Status CheckFlex(const Json& head) {
  const Json c = ValueOf(head, "config");
  const std::pair<const char*, Json> fixed[] = {{"head_type", "classification"},
                                                {"layers", 2},
                                                {"activation_function", "tanh"},
                                                {"use_pooler", false},
                                                {"bias", true}};
  for (const auto& [key, value] : fixed)
    if (ValueOf(c, key) != value)
      return WrongKey(StrCat("config.", key), DumpJson(value), ValueOf(c, key));
  return absl::OkStatus();
}

// "classifier.dense.weight" of ours is theirs "heads.NAME.1.weight", out_proj the fourth.
std::string HeadKey(const std::string& ours, const std::string& name, bool flex) {
  if (!flex) return ours;
  const bool dense = ours.starts_with("classifier.dense.");
  return "heads." + name + (dense ? ".1" : ".4") + ours.substr(ours.rfind('.'));
}

// The labels in the order of their numbers.
absl::StatusOr<std::vector<std::string>> LabelsOf(const Json& head) {
  const Json map = ValueOf(IsFlex(head) ? head["config"] : head, "label2id");
  if (!map.is_object() || map.size() < 2)
    return WrongKey("label2id", "an object of at least 2 labels", map);
  std::vector<std::string> labels(map.size());
  for (const auto& [label, id] : map.items()) {
    if (!id.is_number_integer() || id.get<int64_t>() < 0 ||
        id.get<int64_t>() >= static_cast<int64_t>(labels.size()) ||
        !labels[id.get<int64_t>()].empty())
      return WrongKey("label2id", "the numbers 0, 1, … once each", map);
    labels[id.get<int64_t>()] = label;
  }
  return labels;
}

absl::StatusOr<Json> ReadHeadConfig(const std::string& folder) {
  std::error_code ignored;
  if (!fs::exists(folder + "/head_config.json", ignored)) return Json();
  return ReadJson(folder + "/head_config.json");
}

absl::Status ReadHead(const Json& json, const Bert& trunk, AdapterPlan* plan) {
  GraftConfig& config = plan->config;
  ASSIGN_OR_RETURN(config.labels, LabelsOf(json));
  if (IsFlex(json)) RETURN_IF_ERROR(CheckFlex(json));
  config.pooling = IsFlex(json) ? Pooling::kDense : HfPooling(trunk.config());
  if (!CanPool(trunk, config.pooling))
    return absl::FailedPreconditionError(
        "the model has no pooler, which the head stands on");
  PlanHead(static_cast<int64_t>(config.labels.size()), trunk.info(), plan);
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
      heads.tensors.push_back({HeadKey(name, head_name, IsFlex(head)), tensor});
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

// The settings of the library for our method.
absl::StatusOr<Json> Settings(const GraftConfig& config, const Bert& trunk) {
  BottleneckConfig places;
  Json c;
  for (const auto& [key, value] : kFixed) c[key] = value;
  if (config.method == "pfeiffer" || config.method == "houlsby") {
    SequentialAdapterConfig own;
    own.at = config.method == "houlsby" ? "both" : "ffn";
    ASSIGN_OR_RETURN(own, ParseOptions(config.options, own));
    places = own;
    c.update({{"is_parallel", false},
              {"scaling", 1.0},
              {"original_ln_before", own.reads == "norm"}});
  } else if (config.method == "parallel_adapter" ||
             config.method == "scaled_parallel_adapter") {
    ParallelAdapterConfig own;
    if (config.method == "scaled_parallel_adapter") own.s = 4;
    ASSIGN_OR_RETURN(own, ParseOptions(config.options, own));
    places = own;
    c.update({{"is_parallel", true}, {"original_ln_before", false}});
    c["scaling"] = own.learn_s ? Json("learned") : Json(own.s);
  } else {
    return absl::InvalidArgumentError(StrCat(
        "method ", config.method,
        " is no bottleneck adapter of AdapterHub, which knows pfeiffer, houlsby, "
        "parallel_adapter and scaled_parallel_adapter"));
  }
  const auto hidden = static_cast<double>(trunk.info().hidden);
  // Such that hidden/reduction, rounded down, is r.
  const double exact = hidden / static_cast<double>(places.r);
  c["reduction_factor"] = std::floor(exact) == exact
                              ? exact
                              : hidden / (static_cast<double>(places.r) + 0.5);
  c["mh_adapter"] = places.at != "ffn";
  c["output_adapter"] = places.at != "attention";
  c["non_linearity"] = places.activation;
  return c;
}

// Whether our head is an AdapterModel's rather than HF's own.
bool WritesFlex(const GraftConfig& config, const HfConfig& model) {
  return config.pooling == Pooling::kDense && HfPooling(model) != Pooling::kDense;
}

Json HeadConfig(const GraftConfig& config, const HfConfig& model,
                const std::string& name) {
  const std::string kind = model.model_type == "roberta" ? "Roberta" : "Bert";
  Json label2id = Json::object();
  for (size_t i = 0; i < config.labels.size(); ++i) label2id[config.labels[i]] = i;
  if (!WritesFlex(config, model))
    return {{"config", nullptr},
            {"label2id", label2id},
            {"model_class", kind + "ForSequenceClassification"},
            {"name", nullptr},
            {"num_labels", config.labels.size()}};
  return {{"config",
           {{"head_type", "classification"},
            {"layers", 2},
            {"activation_function", "tanh"},
            {"use_pooler", false},
            {"bias", true},
            {"dropout_prob", nullptr},
            {"num_labels", config.labels.size()},
            {"label2id", label2id}}},
          {"model_class", kind + "AdapterModel"},
          {"name", name}};
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
  ASSIGN_OR_RETURN(const Json settings, Settings(graft.config, trunk));
  const Json model{{"hidden_size", trunk.info().hidden},
                   {"model_name", graft.config.base_model},
                   {"model_type", trunk.config().model_type},
                   {"version", "adapters.1.3.0"}};
  Json head = HeadConfig(graft.config, trunk.config(), name);
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
    heads.push_back({HeadKey(ours, name, flex), tensor});
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

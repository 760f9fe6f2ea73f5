#include "peft/hub/peft_type.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "peft/core/targets.h"
#include "peft/hub/adapter_plan.h"
#include "peft/hub/module_rule.h"
#include "peft/ia3/ia3.h"
#include "peft/lora/lora.h"
#include "peft/partial/layer_norm_tuning.h"
#include "peft/prefix/prefix_tuning.h"
#include "peft/prompt/p_tuning.h"
#include "peft/prompt/prompt_tuning.h"

namespace graft {
namespace {

// The trunk's linear maps, or its LayerNorms, as HF names them.
std::vector<std::string> Paths(const PeftBase& base, int64_t dimensions) {
  std::vector<std::string> paths;
  for (const auto& [name, theta] : base.trunk.info().weights)
    if (name.ends_with(".weight") && theta.dim() == dimensions &&
        !name.ends_with("embeddings.weight"))
      paths.push_back(base.root + name.substr(0, name.size() - 7));
  return paths;
}

// Our names of HF's paths.
std::vector<std::string> Ours(std::vector<std::string> paths, const PeftBase& base) {
  for (std::string& path : paths) path = path.substr(base.root.size());
  return paths;
}

// target_modules for our maps: our own short targets where HF means the same by them, else
// the whole names, which fit a model with and without the root.
absl::StatusOr<std::vector<std::string>> ShortTargets(
    const std::string& targets, const std::vector<std::string>& maps,
    const PeftBase& base) {
  std::vector<std::string> list;
  for (size_t begin = 0; begin <= targets.size();) {
    const size_t end = std::min(targets.find(',', begin), targets.size());
    list.push_back(targets.substr(begin, end - begin));
    begin = end + 1;
  }
  ASSIGN_OR_RETURN(std::vector<std::string> meant,
                   SelectModules(Json{{"target_modules", list}}, Paths(base, 2), {}));
  meant = Ours(std::move(meant), base);
  std::vector<std::string> wanted = maps;
  std::sort(meant.begin(), meant.end());
  std::sort(wanted.begin(), wanted.end());
  return meant == wanted ? list : maps;
}

// rank_pattern or alpha_pattern spelt out for the maps, as our options have it.
absl::StatusOr<std::string> ReadPattern(const Json& json, const char* key,
                                        const std::vector<std::string>& paths,
                                        const PeftBase& base) {
  const Json pattern = ValueOf(json, key);
  if (pattern.is_null()) return std::string();
  if (!pattern.is_object()) return WrongKey(key, "an object", pattern);
  std::vector<std::string> values;
  std::vector<bool> done(paths.size());
  for (const auto& [name, value] : pattern.items()) {
    if (!value.is_number()) return WrongKey(key, "numbers", value);
    ASSIGN_OR_RETURN(const Regex regex, Regex::Create("(?:.*\\.)?(?:" + name + ")$"));
    for (size_t i = 0; i < paths.size(); ++i) {
      ASSIGN_OR_RETURN(const bool matches, regex.Matches(paths[i]));
      if (!matches || done[i]) continue;
      done[i] = true;
      values.push_back(paths[i].substr(base.root.size()) + ":" +
                       internal::PrintOption(value.get<double>()));
    }
  }
  return Join(values, ",");
}

// Starts that change the base's weights, so that the adapter does not fit the base.
absl::Status CheckLoraStart(const Json& json) {
  const Json start = ValueOf(json, "init_lora_weights");
  for (const Json& harmless : {Json(), Json(true), Json(false), Json("gaussian"),
                               Json("eva"), Json("orthogonal")})
    if (start == harmless) return absl::OkStatus();
  return WrongKey("init_lora_weights",
                  "true: other starts change the base's weights; save the adapter with "
                  "path_initial_model_for_weight_conversion",
                  start);
}

absl::StatusOr<OptionValues> ReadLora(const Json& json, const PeftBase& base) {
  RETURN_IF_ERROR(CheckLoraStart(json));
  LoraConfig c;
  ASSIGN_OR_RETURN(c.r, GetInt(json, "r", 8));
  ASSIGN_OR_RETURN(c.alpha, GetDouble(json, "lora_alpha", 8));
  ASSIGN_OR_RETURN(c.dropout, GetDouble(json, "lora_dropout", 0));
  ASSIGN_OR_RETURN(c.rslora, GetBool(json, "use_rslora", false));
  ASSIGN_OR_RETURN(c.bias, GetString(json, "bias", "none"));
  ASSIGN_OR_RETURN(const std::vector<std::string> paths,
                   SelectModules(json, Paths(base, 2), {"query", "value"}));
  c.targets = Join(Ours(paths, base), ",");
  ASSIGN_OR_RETURN(c.rank_pattern, ReadPattern(json, "rank_pattern", paths, base));
  ASSIGN_OR_RETURN(c.alpha_pattern, ReadPattern(json, "alpha_pattern", paths, base));
  return OptionsOf(c);
}

absl::StatusOr<Json> WritePattern(const std::string& values,
                                  const std::vector<std::string>& maps, bool whole) {
  ASSIGN_OR_RETURN(const auto matched, MatchValues(values, maps));
  Json pattern = Json::object();
  for (const auto& [map, value] : matched)
    pattern[map] = whole ? Json(static_cast<int64_t>(value)) : Json(value);
  return pattern;
}

absl::StatusOr<Json> WriteLora(const OptionValues& options, const PeftBase& base) {
  ASSIGN_OR_RETURN(const auto c, ParseOptions<LoraConfig>(options));
  ASSIGN_OR_RETURN(const auto maps, MatchTargets(c.targets, base.trunk.info()));
  Json json{{"r", c.r},
            {"lora_alpha", c.alpha},
            {"lora_dropout", c.dropout},
            {"use_rslora", c.rslora},
            {"bias", c.bias}};
  ASSIGN_OR_RETURN(json["target_modules"], ShortTargets(c.targets, maps, base));
  ASSIGN_OR_RETURN(json["rank_pattern"], WritePattern(c.rank_pattern, maps, true));
  ASSIGN_OR_RETURN(json["alpha_pattern"], WritePattern(c.alpha_pattern, maps, false));
  return json;
}

absl::StatusOr<OptionValues> ReadIa3(const Json& json, const PeftBase& base) {
  ASSIGN_OR_RETURN(
      const std::vector<std::string> paths,
      SelectModules(json, Paths(base, 2), {"key", "value", "output.dense"}));
  Json inputs = ValueOf(json, "feedforward_modules");
  if (inputs.is_null()) inputs = Json::array({"output.dense"});
  ASSIGN_OR_RETURN(const ModuleRule rule, ModuleRule::Parse(inputs));
  std::vector<std::string> scaled;
  for (const std::string& path : paths) {
    ASSIGN_OR_RETURN(const bool at_input, rule.Matches(path));
    if (at_input) scaled.push_back(path);
  }
  return OptionsOf(Ia3Config{.targets = Join(Ours(paths, base), ","),
                             .inputs = Join(Ours(scaled, base), ",")});
}

absl::StatusOr<Json> WriteIa3(const OptionValues& options, const PeftBase& base) {
  ASSIGN_OR_RETURN(const auto c, ParseOptions<Ia3Config>(options));
  Json json;
  for (const auto& [key, targets] : {std::pair("target_modules", &c.targets),
                                     std::pair("feedforward_modules", &c.inputs)}) {
    json[key] = Json::array();
    if (targets->empty()) continue;
    ASSIGN_OR_RETURN(const auto maps, MatchTargets(*targets, base.trunk.info()));
    ASSIGN_OR_RETURN(json[key], ShortTargets(*targets, maps, base));
  }
  return json;
}

absl::StatusOr<OptionValues> ReadLayerNorm(const Json& json, const PeftBase& base) {
  ASSIGN_OR_RETURN(const std::vector<std::string> paths,
                   SelectModules(json, Paths(base, 1), Json::array({"LayerNorm"})));
  return OptionsOf(LayerNormTuningConfig{Join(Ours(paths, base), ",")});
}

absl::StatusOr<Json> WriteLayerNorm(const OptionValues& options, const PeftBase& base) {
  ASSIGN_OR_RETURN(const auto c, ParseOptions<LayerNormTuningConfig>(options));
  ASSIGN_OR_RETURN(const std::vector<std::string> norms,
                   MatchLayerNorms(c.targets, base.trunk.info()));
  return Json{{"target_modules", norms}};
}

// The number of virtual tokens; the shape that the config has must be the trunk's.
absl::StatusOr<int64_t> ReadPromptShape(const Json& json, const PeftBase& base) {
  const TrunkInfo& trunk = base.trunk.info();
  const std::pair<const char*, int64_t> shape[] = {{"token_dim", trunk.hidden},
                                                   {"num_layers", trunk.layers},
                                                   {"num_attention_heads", trunk.heads},
                                                   {"num_transformer_submodules", 1}};
  for (const auto& [key, wanted] : shape) {
    ASSIGN_OR_RETURN(const int64_t found, GetInt(json, key, wanted));
    if (found != wanted)
      return WrongKey(key, StrCat(wanted, ": the adapter was made for another model"),
                      Json(found));
  }
  return GetInt(json, "num_virtual_tokens");
}

Json PromptShape(int64_t l, const PeftBase& base) {
  const TrunkInfo& trunk = base.trunk.info();
  return {{"num_virtual_tokens", l},
          {"token_dim", trunk.hidden},
          {"num_layers", trunk.layers},
          {"num_attention_heads", trunk.heads},
          {"num_transformer_submodules", 1}};
}

absl::StatusOr<OptionValues> ReadPrefix(const Json& json, const PeftBase& base) {
  PrefixTuningConfig c;
  ASSIGN_OR_RETURN(c.l, ReadPromptShape(json, base));
  c.shift_positions = true;  // BERT takes the prefix for a cache
  return OptionsOf(c);
}

absl::StatusOr<Json> WritePrefix(const OptionValues& options, const PeftBase& base) {
  ASSIGN_OR_RETURN(const auto c, ParseOptions<PrefixTuningConfig>(options));
  if (!c.shift_positions)
    return absl::InvalidArgumentError(
        "shift_positions=false: with HF PEFT a text's positions start behind the "
        "prefix, "
        "and the result would be another; train with --set shift_positions=true");
  if (c.from_layer != 0 || (c.to_layer != 0 && c.to_layer != base.trunk.info().layers))
    return absl::InvalidArgumentError(
        "from_layer, to_layer: HF PEFT gives every layer a prefix; a graft of some "
        "layers only cannot be written");
  Json json = PromptShape(c.l, base);
  json["encoder_hidden_size"] = base.trunk.info().hidden;
  json["prefix_projection"] = false;  // what a network made is written as a plain table
  return json;
}

absl::StatusOr<OptionValues> ReadPrompt(const Json& json, const PeftBase& base) {
  PromptTuningConfig c;
  ASSIGN_OR_RETURN(c.l, ReadPromptShape(json, base));
  return OptionsOf(c);
}

absl::StatusOr<Json> WritePrompt(const OptionValues& options, const PeftBase& base) {
  ASSIGN_OR_RETURN(const auto c, ParseOptions<PromptTuningConfig>(options));
  return PromptShape(c.l, base);
}

absl::StatusOr<Json> WritePTuning(const OptionValues& options, const PeftBase& base) {
  ASSIGN_OR_RETURN(const auto c, ParseOptions<PTuningConfig>(options));
  Json json = PromptShape(c.l, base);
  json["encoder_reparameterization_type"] = c.encoder == "lstm" ? "LSTM" : "MLP";
  json["encoder_hidden_size"] = c.hidden;
  json["encoder_num_layers"] = c.layers;
  json["encoder_dropout"] = c.dropout;
  return json;
}

// Keys of every type; modules_to_save is read with the folder.
const std::vector<std::string> kCommon = {"auto_mapping",   "base_model_name_or_path",
                                          "inference_mode", "modules_to_save",
                                          "peft_type",      "peft_version",
                                          "revision",       "task_type"};
const std::vector<std::string> kPromptShape = {"num_virtual_tokens", "token_dim",
                                               "num_layers", "num_attention_heads",
                                               "num_transformer_submodules"};

std::vector<std::string> And(std::vector<std::string> keys,
                             const std::vector<std::string>& more) {
  keys.insert(keys.end(), more.begin(), more.end());
  return keys;
}

const std::vector<PeftType>& Types() {
  static const auto* types = new std::vector<PeftType>{
      {"LORA",
       "lora",
       "lora",
       false,
       false,
       {"r", "lora_alpha", "lora_dropout", "target_modules", "exclude_modules",
        "fan_in_fan_out",  // of no consequence for linear maps
        "bias", "use_rslora", "init_lora_weights", "layers_to_transform",
        "layers_pattern", "rank_pattern", "alpha_pattern", "megatron_core",
        "qalora_group_size", "ensure_weight_tying"},
       ReadLora,
       WriteLora},
      {"IA3",
       "ia3",
       "ia3",
       false,
       false,
       {"target_modules", "exclude_modules", "feedforward_modules", "fan_in_fan_out",
        "init_ia3_weights"},
       ReadIa3,
       WriteIa3},
      {"LN_TUNING",
       "ln_tuning",
       "ln_tuning",
       false,
       false,
       {"target_modules", "exclude_modules"},
       ReadLayerNorm,
       WriteLayerNorm},
      {"PREFIX_TUNING", "prefix", "prefix", true, false,
       And(kPromptShape, {"encoder_hidden_size", "prefix_projection", "init_weights"}),
       ReadPrefix, WritePrefix},
      {"PROMPT_TUNING", "prompt_tuning", "prompt_tuning", true, true,
       And(kPromptShape, {"prompt_tuning_init", "prompt_tuning_init_text",
                          "tokenizer_name_or_path", "tokenizer_kwargs"}),
       ReadPrompt, WritePrompt},
      {"P_TUNING", "prompt_tuning", "p_tuning", true, true,
       And(kPromptShape, {"encoder_reparameterization_type", "encoder_hidden_size",
                          "encoder_num_layers", "encoder_dropout"}),
       ReadPrompt, WritePTuning}};
  return *types;
}

template <class Row>
std::string List(const std::vector<Row>& rows, const char* Row::*name) {
  std::string list;
  for (const Row& row : rows)
    list += (list.empty() ? "" : ", ") + std::string(row.*name);
  return list;
}

bool IsAtRest(const Json& value) {
  return value.is_null() || value == false || value == "" ||
         (value.is_structured() && value.empty());
}

}  // namespace

absl::StatusOr<const PeftType*> FindPeftType(std::string_view name) {
  for (const PeftType& type : Types())
    if (name == type.name) return &type;
  return absl::UnimplementedError(StrCat("key \"peft_type\": \"", name,
                                         "\" is not read; expected one of ",
                                         List(Types(), &PeftType::name)));
}

absl::StatusOr<const PeftType*> PeftTypeOfMethod(const std::string& slug) {
  for (const PeftType& type : Types())
    if (slug == type.written_by) return &type;
  return absl::InvalidArgumentError(
      StrCat("method ", slug, " has no counterpart in HF PEFT, which knows ",
             List(Types(), &PeftType::written_by)));
}

absl::StatusOr<Pooling> PeftPooling(const PeftType& type, const HfConfig& config) {
  const Pooling usual = HfPooling(config);
  if (!type.reads_prompt) return usual;
  if (usual == Pooling::kPooler) return Pooling::kFirst;
  return absl::UnimplementedError(
      StrCat(type.name, " on a ", config.model_type,
             ": its head reads the first virtual token, which ours does not"));
}

absl::Status CheckPeftKeys(const PeftType& type, const Json& json) {
  const std::vector<std::string> known = And(kCommon, type.keys);
  for (const auto& [key, value] : json.items())
    if (!IsAtRest(value) && std::find(known.begin(), known.end(), key) == known.end())
      return absl::UnimplementedError(StrCat(
          "key ", DescribeJson(key), ": ", DescribeJson(value), " is a setting of ",
          type.name, " that is not read; expected it absent, null, false or empty"));
  return absl::OkStatus();
}

absl::StatusOr<std::string> PeftTensorName(const PeftType& type,
                                           const OptionValues& options,
                                           const PeftBase& base,
                                           const std::string& name) {
  if (name == "prompt_embeddings") return name;
  const std::string prefix = type.is_prompt ? "base_model." : "base_model.model.";
  if (name.starts_with("classifier.")) return prefix + name;
  std::string theirs = name;
  if (const size_t at = name.find("LayerNorm.");
      type.slug == std::string_view("ln_tuning") && at != std::string::npos)
    theirs.insert(at + 10, "ln_tuning_layers.");
  if (type.slug == std::string_view("lora") && name.ends_with(".bias")) {
    ASSIGN_OR_RETURN(const auto c, ParseOptions<LoraConfig>(options));
    ASSIGN_OR_RETURN(const auto maps, MatchTargets(c.targets, base.trunk.info()));
    const std::string map = name.substr(0, name.size() - 5);
    if (std::find(maps.begin(), maps.end(), map) != maps.end())
      theirs = map + ".base_layer.bias";
  }
  return prefix + base.root + theirs;
}

}  // namespace graft

#include "peft/hub/peft_type.h"

#include <algorithm>

#include "peft/core/targets.h"
#include "peft/hub/adapter_plan.h"
#include "peft/hub/peft_modules.h"
#include "peft/hub/peft_prompts.h"
#include "peft/lora/lora.h"

namespace graft {
namespace {

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
       ReadPeftLora,
       WritePeftLora},
      {"IA3",
       "ia3",
       "ia3",
       false,
       false,
       {"target_modules", "exclude_modules", "feedforward_modules", "fan_in_fan_out",
        "init_ia3_weights"},
       ReadPeftIa3,
       WritePeftIa3},
      {"LN_TUNING",
       "ln_tuning",
       "ln_tuning",
       false,
       false,
       {"target_modules", "exclude_modules"},
       ReadPeftLayerNorm,
       WritePeftLayerNorm},
      {"PREFIX_TUNING", "prefix", "prefix", true, false,
       And(kPromptShape, {"encoder_hidden_size", "prefix_projection", "init_weights"}),
       ReadPeftPrefix, WritePeftPrefix},
      {"PROMPT_TUNING", "prompt_tuning", "prompt_tuning", true, true,
       And(kPromptShape, {"prompt_tuning_init", "prompt_tuning_init_text",
                          "tokenizer_name_or_path", "tokenizer_kwargs"}),
       ReadPeftPrompt, WritePeftPrompt},
      {"P_TUNING", "prompt_tuning", "p_tuning", true, true,
       And(kPromptShape, {"encoder_reparameterization_type", "encoder_hidden_size",
                          "encoder_num_layers", "encoder_dropout"}),
       ReadPeftPrompt, WritePeftPTuning}};
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

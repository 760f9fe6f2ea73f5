#include "peft/hub/peft_prompts.h"

#include <array>
#include <cstdint>
#include <utility>

#include "peft/prefix/prefix_tuning.h"
#include "peft/prompt/p_tuning.h"
#include "peft/prompt/prompt_tuning.h"

namespace graft {
namespace {

// The shape of the model that a prompt is made for.
std::array<std::pair<const char*, int64_t>, 4> ModelShape(const PeftBase& base) {
  const TrunkInfo& trunk = base.trunk.info();
  return {{{"token_dim", trunk.hidden},
           {"num_layers", trunk.layers},
           {"num_attention_heads", trunk.heads},
           {"num_transformer_submodules", 1}}};
}

// The number of virtual tokens; the shape that the config has must be the trunk's.
absl::StatusOr<int64_t> ReadPromptShape(const Json& json, const PeftBase& base) {
  for (const auto& [key, wanted] : ModelShape(base)) {
    ASSIGN_OR_RETURN(const int64_t found, GetInt(json, key, wanted));
    if (found != wanted)
      return WrongKey(key, StrCat(wanted, ": the adapter was made for another model"),
                      Json(found));
  }
  return GetInt(json, "num_virtual_tokens");
}

Json PromptShape(int64_t l, const PeftBase& base) {
  Json json{{"num_virtual_tokens", l}};
  for (const auto& [key, size] : ModelShape(base)) json[key] = size;
  return json;
}

}  // namespace

absl::StatusOr<OptionValues> ReadPeftPrefix(const Json& json, const PeftBase& base) {
  PrefixTuningConfig c;
  ASSIGN_OR_RETURN(c.l, ReadPromptShape(json, base));
  c.shift_positions = true;  // BERT takes the prefix for a cache
  return OptionsOf(c);
}

absl::StatusOr<Json> WritePeftPrefix(const OptionValues& options,
                                     const PeftBase& base) {
  ASSIGN_OR_RETURN(const auto c, ParseOptions<PrefixTuningConfig>(options));
  if (!c.shift_positions)
    return absl::InvalidArgumentError(
        "shift_positions=false: with HF PEFT a text's positions start behind the "
        "prefix, and the result would be another; train with --set "
        "shift_positions=true");
  if (c.from_layer != 0 || (c.to_layer != 0 && c.to_layer != base.trunk.info().layers))
    return absl::InvalidArgumentError(
        "from_layer, to_layer: HF PEFT gives every layer a prefix; a graft of some "
        "layers only cannot be written");
  Json json = PromptShape(c.l, base);
  json["encoder_hidden_size"] = base.trunk.info().hidden;
  json["prefix_projection"] = false;  // what a network made is written as a plain table
  return json;
}

absl::StatusOr<OptionValues> ReadPeftPrompt(const Json& json, const PeftBase& base) {
  PromptTuningConfig c;
  ASSIGN_OR_RETURN(c.l, ReadPromptShape(json, base));
  return OptionsOf(c);
}

absl::StatusOr<Json> WritePeftPrompt(const OptionValues& options,
                                     const PeftBase& base) {
  ASSIGN_OR_RETURN(const auto c, ParseOptions<PromptTuningConfig>(options));
  return PromptShape(c.l, base);
}

absl::StatusOr<Json> WritePeftPTuning(const OptionValues& options,
                                      const PeftBase& base) {
  ASSIGN_OR_RETURN(const auto c, ParseOptions<PTuningConfig>(options));
  Json json = PromptShape(c.l, base);
  json["encoder_reparameterization_type"] = c.encoder == "lstm" ? "LSTM" : "MLP";
  json["encoder_hidden_size"] = c.hidden;
  json["encoder_num_layers"] = c.layers;
  json["encoder_dropout"] = c.dropout;
  return json;
}

}  // namespace graft

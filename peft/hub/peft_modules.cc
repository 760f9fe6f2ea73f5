#include "peft/hub/peft_modules.h"

#include <utility>

#include "peft/core/targets.h"
#include "peft/hub/module_rule.h"
#include "peft/ia3/ia3.h"
#include "peft/lora/lora.h"
#include "peft/partial/layer_norm_tuning.h"

namespace graft {
namespace {

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

absl::StatusOr<Json> WritePattern(const std::string& values,
                                  const std::vector<std::string>& maps, bool whole) {
  ASSIGN_OR_RETURN(const auto matched, MatchValues(values, maps));
  Json pattern = Json::object();
  for (const auto& [map, value] : matched)
    pattern[map] = whole ? Json(static_cast<int64_t>(value)) : Json(value);
  return pattern;
}

}  // namespace

absl::StatusOr<OptionValues> ReadPeftLora(const Json& json, const PeftBase& base) {
  RETURN_IF_ERROR(CheckLoraStart(json));
  LoraConfig c;
  ASSIGN_OR_RETURN(c.r, GetInt(json, "r", 8));
  ASSIGN_OR_RETURN(c.alpha, GetDouble(json, "lora_alpha", 8));
  ASSIGN_OR_RETURN(c.dropout, GetDouble(json, "lora_dropout", 0));
  ASSIGN_OR_RETURN(c.rslora, GetBool(json, "use_rslora", false));
  ASSIGN_OR_RETURN(c.bias, GetString(json, "bias", "none"));
  ASSIGN_OR_RETURN(const std::vector<std::string> paths,
                   SelectModules(json, ModulePaths(base, 2), {"query", "value"}));
  c.targets = Join(TrunkNames(paths, base), ",");
  ASSIGN_OR_RETURN(c.rank_pattern, ReadPattern(json, "rank_pattern", paths, base));
  ASSIGN_OR_RETURN(c.alpha_pattern, ReadPattern(json, "alpha_pattern", paths, base));
  return OptionsOf(c);
}

absl::StatusOr<Json> WritePeftLora(const OptionValues& options, const PeftBase& base) {
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

absl::StatusOr<OptionValues> ReadPeftIa3(const Json& json, const PeftBase& base) {
  ASSIGN_OR_RETURN(
      const std::vector<std::string> paths,
      SelectModules(json, ModulePaths(base, 2), {"key", "value", "output.dense"}));
  Json inputs = ValueOf(json, "feedforward_modules");
  if (inputs.is_null()) inputs = Json::array({"output.dense"});
  ASSIGN_OR_RETURN(const ModuleRule rule, ModuleRule::Parse(inputs));
  std::vector<std::string> scaled;
  for (const std::string& path : paths) {
    ASSIGN_OR_RETURN(const bool at_input, rule.Matches(path));
    if (at_input) scaled.push_back(path);
  }
  return OptionsOf(Ia3Config{.targets = Join(TrunkNames(paths, base), ","),
                             .inputs = Join(TrunkNames(scaled, base), ",")});
}

absl::StatusOr<Json> WritePeftIa3(const OptionValues& options, const PeftBase& base) {
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

absl::StatusOr<OptionValues> ReadPeftLayerNorm(const Json& json, const PeftBase& base) {
  ASSIGN_OR_RETURN(
      const std::vector<std::string> paths,
      SelectModules(json, ModulePaths(base, 1), Json::array({"LayerNorm"})));
  return OptionsOf(LayerNormTuningConfig{Join(TrunkNames(paths, base), ",")});
}

absl::StatusOr<Json> WritePeftLayerNorm(const OptionValues& options,
                                        const PeftBase& base) {
  ASSIGN_OR_RETURN(const auto c, ParseOptions<LayerNormTuningConfig>(options));
  ASSIGN_OR_RETURN(const std::vector<std::string> norms,
                   MatchLayerNorms(c.targets, base.trunk.info()));
  return Json{{"target_modules", norms}};
}

}  // namespace graft

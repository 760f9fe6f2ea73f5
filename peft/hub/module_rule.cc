#include "peft/hub/module_rule.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace graft {
namespace {

absl::StatusOr<ModuleRule> RuleOf(const Json& json, const char* key) {
  auto rule = ModuleRule::Parse(ValueOf(json, key));
  if (!rule.ok()) return WithContext(rule.status(), StrCat("key \"", key, "\""));
  return rule;
}

// The number in "….layer.3.…", or -1.
int64_t LayerOf(const std::string& path) {
  const size_t at = path.find(".layer.");
  int64_t layer = -1;
  if (at != std::string::npos)
    std::from_chars(path.data() + at + 7, path.data() + path.size(), layer);
  return layer;
}

// The layers that are changed; none: all of them.
absl::StatusOr<std::vector<int64_t>> Layers(const Json& json) {
  const Json value = ValueOf(json, "layers_to_transform"),
             pattern = ValueOf(json, "layers_pattern");
  if (!pattern.is_null() && !pattern.empty() && pattern != "" && pattern != "layer" &&
      pattern != Json::array({"layer"}))
    return WrongKey("layers_pattern", "layer, what BERT's layers are called", pattern);
  std::vector<int64_t> layers;
  const Json list = value.is_number() ? Json::array({value}) : value;
  if (!list.is_null() && !list.is_array())
    return WrongKey("layers_to_transform", "a number or an array of them", value);
  for (const Json& layer : list) {
    if (!layer.is_number_integer())
      return WrongKey("layers_to_transform", "whole numbers", layer);
    layers.push_back(layer.get<int64_t>());
  }
  return layers;
}

// Whether the path is the module's or lies in it.
bool LiesIn(const std::string& path, const std::string& module) {
  return ("." + path + ".").find("." + module + ".") != std::string::npos;
}

}  // namespace

Json ValueOf(const Json& json, std::string_view key) {
  return json.is_object() && json.contains(key) ? json[std::string(key)] : Json();
}

absl::StatusOr<ModuleRule> ModuleRule::Parse(const Json& value) {
  ModuleRule rule;
  if (value.is_null()) return rule;
  if (value.is_string()) {
    ASSIGN_OR_RETURN(rule.pattern_, Regex::Create(value.get<std::string>()));
    return rule;
  }
  ASSIGN_OR_RETURN(rule.names_, GetStrings(Json{{"names", value}}, "names"));
  return rule;
}

absl::StatusOr<bool> ModuleRule::Matches(const std::string& path) const {
  if (pattern_) return pattern_->Matches(path);
  return std::any_of(names_.begin(), names_.end(), [&](const std::string& name) {
    return path == name || path.ends_with("." + name);
  });
}

absl::StatusOr<std::vector<std::string>> SelectModules(
    const Json& json, const std::vector<std::string>& paths, const Json& usual) {
  Json targets = ValueOf(json, "target_modules");
  if (targets.is_null()) targets = usual;
  if (targets == "all-linear") targets = paths;
  ASSIGN_OR_RETURN(const ModuleRule wanted,
                   RuleOf(Json{{"target_modules", targets}}, "target_modules"));
  ASSIGN_OR_RETURN(const ModuleRule excluded, RuleOf(json, "exclude_modules"));
  ASSIGN_OR_RETURN(const std::vector<int64_t> layers, Layers(json));
  ASSIGN_OR_RETURN(const std::vector<std::string> saved,
                   GetStrings(json, "modules_to_save"));
  std::vector<std::string> selected;
  for (const std::string& path : paths) {
    ASSIGN_OR_RETURN(const bool is_wanted, wanted.Matches(path));
    ASSIGN_OR_RETURN(const bool is_excluded, excluded.Matches(path));
    const bool in_layers = layers.empty() || std::find(layers.begin(), layers.end(),
                                                       LayerOf(path)) != layers.end();
    const bool is_saved =
        std::any_of(saved.begin(), saved.end(),
                    [&](const std::string& module) { return LiesIn(path, module); });
    if (is_wanted && !is_excluded && !is_saved && in_layers) selected.push_back(path);
  }
  if (selected.empty())
    return WrongKey("target_modules", "modules of the model, as query or value",
                    targets);
  return selected;
}

}  // namespace graft

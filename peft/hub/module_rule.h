// ModuleRule: the modules of a trunk that HF PEFT means by target_modules and its like.
//
// Idea:    A list of names means the modules whose path is one of them or ends in ".name"; a
//          string is a regular expression for the whole path. What it means is spelt out as a
//          list of paths, so that nothing else has to know the rule.
// Errors:  InvalidArgument for a value of another type, a pattern that cannot be read, or a
//          choice that leaves no module.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/json.h"
#include "common/base/status.h"
#include "common/text/regex.h"

namespace graft {

class ModuleRule {
 public:
  // An array of strings, a string, or null, which matches nothing.
  static absl::StatusOr<ModuleRule> Parse(const Json& value);

  absl::StatusOr<bool> Matches(const std::string& path) const;

 private:
  std::vector<std::string> names_;
  std::optional<Regex> pattern_;
};

// The value of json[key], or null.
Json ValueOf(const Json& json, std::string_view key);

// Those of `paths` that a config means: target_modules (`usual` where it is null), without
// exclude_modules and what lies in modules_to_save, of the layers in layers_to_transform.
absl::StatusOr<std::vector<std::string>> SelectModules(
    const Json& json, const std::vector<std::string>& paths, const Json& usual);

}  // namespace graft

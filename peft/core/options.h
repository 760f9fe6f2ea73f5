// Options: the settings of a method by name, for command lines, listings and files.
//
// Idea:   A method's config is a plain struct with defaults and one function,
//           template <class V> void Fields(V&& v) { v("r", r, "rank"); … },
//         from which parsing, printing and --help all follow.
// Errors: InvalidArgument, naming the option, what was given and what was expected.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"

namespace graft {

using OptionValues = std::map<std::string, std::string>;

struct OptionInfo {
  std::string name;
  std::string value;  // as it stands; of a default config: the default
  std::string help;
};

// Settings as of --set: "r=8" or, comma-separated, "alpha=16,targets=query,value"; a piece
// without "=" belongs to the value before it. An error for a value without a name, or a name
// given twice.
absl::StatusOr<OptionValues> ParseSettings(const std::vector<std::string>& settings);

// An error for a name that is not known, which lists those that are and says which is near.
absl::Status CheckOptionNames(const OptionValues& values,
                              const std::vector<OptionInfo>& known);

namespace internal {

absl::Status ParseOption(std::string_view name, const std::string& text, int64_t& to);
absl::Status ParseOption(std::string_view name, const std::string& text, double& to);
absl::Status ParseOption(std::string_view name, const std::string& text, bool& to);
absl::Status ParseOption(std::string_view name, const std::string& text,
                         std::string& to);
std::string PrintOption(int64_t value);
std::string PrintOption(double value);  // the shortest text that reads back the same
std::string PrintOption(bool value);
std::string PrintOption(const std::string& value);

}  // namespace internal

template <class Config>
std::vector<OptionInfo> DescribeOptions(Config config) {
  std::vector<OptionInfo> options;
  config.Fields([&](std::string_view name, const auto& field, std::string_view help) {
    options.push_back(
        {std::string(name), internal::PrintOption(field), std::string(help)});
  });
  return options;
}

// Every setting of a config as text; ParseOptions gives the same config again.
template <class Config>
OptionValues OptionsOf(const Config& config) {
  OptionValues values;
  for (const OptionInfo& option : DescribeOptions(config))
    values[option.name] = option.value;
  return values;
}

// `config` with `values` put in their places.
template <class Config>
absl::StatusOr<Config> ParseOptions(const OptionValues& values, Config config = {}) {
  RETURN_IF_ERROR(CheckOptionNames(values, DescribeOptions(config)));
  absl::Status status;
  config.Fields([&](std::string_view name, auto& field, std::string_view) {
    const auto given = values.find(std::string(name));
    if (given == values.end() || !status.ok()) return;
    status = internal::ParseOption(name, given->second, field);
  });
  RETURN_IF_ERROR(status);
  return config;
}

}  // namespace graft

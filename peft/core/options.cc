#include "peft/core/options.h"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace graft {
namespace {

absl::Status Unreadable(std::string_view name, const std::string& text,
                        std::string_view want) {
  return absl::InvalidArgumentError(
      StrCat("option ", name, "=", text, ": expected ", want));
}

template <class T>
bool ReadNumber(const std::string& text, T& to) {
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, to);
  return error == std::errc() && stopped == end && !text.empty();
}

}  // namespace

absl::StatusOr<OptionValues> ParseOptionPairs(const std::vector<std::string>& pairs) {
  OptionValues values;
  for (const std::string& pair : pairs) {
    const size_t equals = pair.find('=');
    if (equals == std::string::npos || equals == 0)
      return absl::InvalidArgumentError(
          StrCat("'", pair, "': expected name=value, as in r=8"));
    if (!values.emplace(pair.substr(0, equals), pair.substr(equals + 1)).second)
      return absl::InvalidArgumentError(
          StrCat("option ", pair.substr(0, equals), " is given twice"));
  }
  return values;
}

namespace internal {

absl::Status ParseOption(std::string_view name, const std::string& text, int64_t& to) {
  if (!ReadNumber(text, to)) return Unreadable(name, text, "a whole number");
  return absl::OkStatus();
}

absl::Status ParseOption(std::string_view name, const std::string& text, double& to) {
  if (!ReadNumber(text, to)) return Unreadable(name, text, "a number");
  return absl::OkStatus();
}

absl::Status ParseOption(std::string_view name, const std::string& text, bool& to) {
  if (text != "true" && text != "false") return Unreadable(name, text, "true or false");
  to = text == "true";
  return absl::OkStatus();
}

absl::Status ParseOption(std::string_view name, const std::string& text,
                         std::string& to) {
  to = text;
  return absl::OkStatus();
}

std::string PrintOption(int64_t value) { return StrCat(value); }

std::string PrintOption(double value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return std::string(text, end);
}

std::string PrintOption(bool value) { return value ? "true" : "false"; }

std::string PrintOption(const std::string& value) { return value; }

absl::Status CheckOptionNames(const OptionValues& values,
                              const std::vector<OptionInfo>& known) {
  for (const auto& [name, value] : values) {
    const auto is_name = [&](const OptionInfo& option) { return option.name == name; };
    if (std::any_of(known.begin(), known.end(), is_name)) continue;
    std::string names;
    for (const OptionInfo& option : known)
      names += (names.empty() ? "" : ", ") + option.name;
    return absl::InvalidArgumentError(
        StrCat("unknown option ", name, ": the method ",
               known.empty() ? "has none" : "has " + names));
  }
  return absl::OkStatus();
}

}  // namespace internal
}  // namespace graft

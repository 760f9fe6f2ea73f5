#include "peft/core/options.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <system_error>

#include "common/base/suggest.h"

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

absl::StatusOr<OptionValues> ParseSettings(const std::vector<std::string>& settings) {
  OptionValues values;
  for (const std::string& setting : settings) {
    std::string* last = nullptr;  // the value that a piece without "=" belongs to
    std::istringstream pieces(setting);
    for (std::string piece; std::getline(pieces, piece, ',');) {
      const size_t equals = piece.find('=');
      if (equals == std::string::npos && last != nullptr) {
        *last += "," + piece;
        continue;
      }
      if (equals == std::string::npos || equals == 0)
        return absl::InvalidArgumentError(
            StrCat("'", piece, "': expected name=value, as in r=8"));
      const auto [option, is_new] =
          values.emplace(piece.substr(0, equals), piece.substr(equals + 1));
      if (!is_new)
        return absl::InvalidArgumentError(
            StrCat("option ", option->first, " is given twice"));
      last = &option->second;
    }
  }
  return values;
}

absl::Status CheckOptionNames(const OptionValues& values,
                              const std::vector<OptionInfo>& known) {
  std::vector<std::string> names;
  std::string list;
  for (const OptionInfo& option : known) {
    names.push_back(option.name);
    list += (list.empty() ? "" : ", ") + option.name;
  }
  for (const auto& [name, value] : values)
    if (std::find(names.begin(), names.end(), name) == names.end())
      return absl::InvalidArgumentError(
          StrCat("unknown option ", name, ": the method has ",
                 list.empty() ? "none" : list, DidYouMean(name, names)));
  return absl::OkStatus();
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

}  // namespace internal
}  // namespace graft

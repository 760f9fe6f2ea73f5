#include "common/text/hf_json.h"

#include <algorithm>
#include <vector>

namespace graft {

absl::StatusOr<Json> ReadObject(const std::string& path) {
  absl::StatusOr<Json> json = ReadJson(path);
  if (absl::IsNotFound(json.status())) return Json::object();
  if (json.ok() && !json->is_object())
    return absl::InvalidArgumentError(
        StrCat(path, ": expected an object, found ", DescribeJson(*json)));
  return json;
}

absl::StatusOr<Json> Section(const Json& json, std::string_view key) {
  const auto it = json.find(std::string(key));
  if (it == json.end() || it->is_null()) return Json::object();
  if (it->is_object()) return *it;
  return absl::InvalidArgumentError(
      StrCat(key, ": expected an object, found ", DescribeJson(*it)));
}

absl::Status Expect(const Json& object, std::string_view key, const Json& only) {
  const auto it = object.find(std::string(key));
  if (it == object.end() || it->is_null() || *it == only) return absl::OkStatus();
  return absl::UnimplementedError(StrCat(key, " is ", DescribeJson(*it), "; only ",
                                         DescribeJson(only), " is implemented"));
}

absl::Status Demand(const Json& object, const Json& wanted) {
  for (const auto& [key, value] : wanted.items())
    if (const Json found = object.value(key, Json()); found != value)
      return absl::UnimplementedError(StrCat(key, " is ", DescribeJson(found),
                                             "; only ", DumpJson(value),
                                             " is implemented"));
  return absl::OkStatus();
}

absl::Status CheckAddedTokens(const Json& json, std::span<const std::string_view> known,
                              const std::function<Json(const std::string&)>& wanted) {
  const auto added = json.find("added_tokens");
  if (added == json.end()) return absl::OkStatus();
  for (const Json& token : *added) {
    const absl::StatusOr<std::string> content = GetString(token, "content");
    if (!content.ok()) return WithContext(content.status(), "added_tokens");
    if (std::find(known.begin(), known.end(), *content) == known.end())
      return absl::UnimplementedError(
          StrCat("added_tokens: \"", *content, "\" is not one of the special tokens ",
                 DumpJson(std::vector<std::string>(known.begin(), known.end()))));
    const Json values = wanted(*content);
    for (const auto& [key, value] : values.items())
      RETURN_IF_ERROR(
          WithContext(Expect(token, key, value), "added_tokens: " + *content));
  }
  return absl::OkStatus();
}

}  // namespace graft

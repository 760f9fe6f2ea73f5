// Json: a strict reader of JSON text, and look-ups whose errors name the key.
//
// Idea:    nlohmann::json holds the values. Reading adds what headers and configs from
//          strangers need: a key given twice is an error, nesting is limited, text must be
//          UTF-8, and each mistake comes with its line and column, or its key.
// Cost:    time and memory linear in the text.
// Errors:  InvalidArgument. The getters name the key only: add the file by WithContext.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"

namespace graft {

using Json = nlohmann::json;

// `what` is the name that errors begin with, usually the path. Nested 64 deep at most.
absl::StatusOr<Json> ParseJson(std::string_view text, std::string_view what);
absl::StatusOr<Json> ReadJson(const std::string& path);

// On one line, or indented as Python's json.dump(indent=2) does. A byte that is not UTF-8
// is written as U+FFFD, a number that is not finite as null.
std::string DumpJson(const Json& json);
std::string DumpJsonIndented(const Json& json);
absl::Status WriteJsonAtomically(const std::string& path, const Json& json);

// `object[key]`, which must be there and of that type. A double may be written as an integer.
absl::StatusOr<int64_t> GetInt(const Json& object, std::string_view key);
absl::StatusOr<double> GetDouble(const Json& object, std::string_view key);
absl::StatusOr<std::string> GetString(const Json& object, std::string_view key);
absl::StatusOr<bool> GetBool(const Json& object, std::string_view key);

// The same, or `fallback` where the key is absent or null.
absl::StatusOr<int64_t> GetInt(const Json& object, std::string_view key,
                               int64_t fallback);
absl::StatusOr<double> GetDouble(const Json& object, std::string_view key,
                                 double fallback);
absl::StatusOr<std::string> GetString(const Json& object, std::string_view key,
                                      std::string_view fallback);
absl::StatusOr<bool> GetBool(const Json& object, std::string_view key, bool fallback);

// An array of strings; none where the key is absent or null.
absl::StatusOr<std::vector<std::string>> GetStrings(const Json& object,
                                                    std::string_view key);

// An error naming the first key of `object` that is not among `known`, and its neighbours.
absl::Status CheckKnownKeys(const Json& object, const std::vector<std::string>& known);

// InvalidArgument "key "l": expected <expected>, found <found>".
absl::Status WrongKey(std::string_view key, std::string_view expected,
                      const Json& found);

// A value as errors show it: 3.5, "a string, cut if long…", an array of 2, an object.
std::string DescribeJson(const Json& value);

}  // namespace graft

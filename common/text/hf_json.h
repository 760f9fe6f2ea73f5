// HfJson: look-ups in the JSON files of a Hugging Face tokenizer's folder.
//
// Errors:  what the files ask for and is not implemented is Unimplemented and says what is;
//          a value of another type is InvalidArgument. Messages begin with the key.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "common/base/json.h"

namespace graft {

// The object in a file of the folder; an empty one if there is no such file.
absl::StatusOr<Json> ReadObject(const std::string& path);

// The object `json[key]`, or an empty one where it is absent or null.
absl::StatusOr<Json> Section(const Json& json, std::string_view key);

// OK if `object[key]` is absent, null or `only`.
absl::Status Expect(const Json& object, std::string_view key, const Json& only);

// OK if `object` has every key of `wanted`, with that value.
absl::Status Demand(const Json& object, const Json& wanted);

// That every one of tokenizer.json's "added_tokens" is among `known` and has the values that
// `wanted` gives for it.
absl::Status CheckAddedTokens(const Json& json, std::span<const std::string_view> known,
                              const std::function<Json(const std::string&)>& wanted);

}  // namespace graft

// Output: results to standard output, with an error where that fails (a full disk).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "common/base/status.h"

namespace graft::cli {

absl::Status WriteOut(std::string_view text);

// The number as JSON writes it; the shortest text that reads back as the same float; null
// where it is not finite.
void AppendNumber(std::string* out, float value);
void AppendNumber(std::string* out, int64_t value);
// [1,2.5]
template <class Range>
void AppendArray(std::string* out, const Range& values) {
  *out += '[';
  for (const auto value : values) {
    using Number =
        std::conditional_t<std::is_integral_v<std::remove_const_t<decltype(value)>>,
                           int64_t, float>;
    AppendNumber(out, static_cast<Number>(value));
    *out += ',';
  }
  if (out->back() == ',') out->pop_back();
  *out += ']';
}

}  // namespace graft::cli

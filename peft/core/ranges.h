// Ranges: the bounds that the options of several methods share.
//
// Idea:   Options come from command lines and from files of others. A width is allocated, so
//         it has an upper bound; a factor that is not finite ruins every number behind it.
// Errors: InvalidArgument "name=value: expected …".
#pragma once

#include <cstdint>
#include <string_view>

#include "common/base/status.h"

namespace graft {

// A width or length: `least` … 65536.
absl::Status CheckWidth(std::string_view name, int64_t value, int64_t least = 1);

// A share of elements to drop: [0, 1).
absl::Status CheckDropout(double value);

// A factor or a start: any finite number, or one above 0.
absl::Status CheckFinite(std::string_view name, double value);
absl::Status CheckPositive(std::string_view name, double value);

}  // namespace graft

#include "peft/core/ranges.h"

#include <cmath>

namespace graft {
namespace {

constexpr int64_t kWidest = 65536;

}  // namespace

absl::Status CheckWidth(std::string_view name, int64_t value, int64_t least) {
  if (value >= least && value <= kWidest) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat(name, "=", value, ": expected ", least, " … ", kWidest));
}

absl::Status CheckDropout(double value) {
  if (value >= 0 && value < 1) return absl::OkStatus();
  return absl::InvalidArgumentError(StrCat("dropout=", value, ": expected [0, 1)"));
}

absl::Status CheckFinite(std::string_view name, double value) {
  if (std::isfinite(value)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat(name, "=", value, ": expected a finite number"));
}

absl::Status CheckPositive(std::string_view name, double value) {
  if (std::isfinite(value) && value > 0) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat(name, "=", value, ": expected a finite number above 0"));
}

}  // namespace graft

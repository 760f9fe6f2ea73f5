#include "common/optim/schedule.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>

#include "common/base/check.h"

namespace graft {

namespace {

constexpr const char* kNames[] = {"constant", "linear", "cosine", "exponential"};
constexpr double kDecay = 0.95;  // γ of an epoch

}  // namespace

absl::StatusOr<ScheduleKind> ParseScheduleKind(std::string_view name) {
  for (size_t i = 0; i < std::size(kNames); ++i)
    if (name == kNames[i]) return static_cast<ScheduleKind>(i);
  return absl::InvalidArgumentError(
      StrCat("unknown schedule '", name,
             "': expected constant, linear, cosine or exponential"));
}

std::string ScheduleName(ScheduleKind kind) { return kNames[static_cast<int>(kind)]; }

double Schedule::At(int64_t done) const {
  CHECK(warm_up >= 0 && warm_up <= total) << warm_up << " of " << total;
  if (done < warm_up) return static_cast<double>(done) / static_cast<double>(warm_up);
  if (kind == ScheduleKind::kConstant) return 1;
  if (kind == ScheduleKind::kExponential)
    return std::pow(kDecay, static_cast<double>(done / epoch));
  const double span = static_cast<double>(std::max<int64_t>(1, total - warm_up));
  const double left = static_cast<double>(std::max<int64_t>(0, total - done)) / span;
  if (kind == ScheduleKind::kLinear) return left;
  return (1 + std::cos(std::numbers::pi * (1 - left))) / 2;
}

}  // namespace graft

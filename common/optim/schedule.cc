#include "common/optim/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "common/base/check.h"

namespace graft {

absl::StatusOr<ScheduleKind> ParseScheduleKind(std::string_view name) {
  if (name == "constant") return ScheduleKind::kConstant;
  if (name == "linear") return ScheduleKind::kLinear;
  if (name == "cosine") return ScheduleKind::kCosine;
  return absl::InvalidArgumentError(
      StrCat("unknown schedule '", name, "': expected constant, linear or cosine"));
}

std::string ScheduleName(ScheduleKind kind) {
  switch (kind) {
    case ScheduleKind::kConstant:
      return "constant";
    case ScheduleKind::kLinear:
      return "linear";
    case ScheduleKind::kCosine:
      return "cosine";
  }
  return "";
}

double Schedule::At(int64_t done) const {
  CHECK(warm_up >= 0 && warm_up <= total) << warm_up << " of " << total;
  if (done < warm_up) return static_cast<double>(done) / static_cast<double>(warm_up);
  if (kind == ScheduleKind::kConstant) return 1;
  const double span = static_cast<double>(std::max<int64_t>(1, total - warm_up));
  const double left = static_cast<double>(std::max<int64_t>(0, total - done)) / span;
  if (kind == ScheduleKind::kLinear) return left;
  return (1 + std::cos(std::numbers::pi * (1 - left))) / 2;
}

}  // namespace graft

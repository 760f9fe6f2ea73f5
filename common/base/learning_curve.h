// LearningCurve: figures over steps, and their JSON.
//
// Idea:    JSON has no NaN: a figure that is not known, or not finite, is null there and NaN
//          here. Other numbers are written so that reading them gives the same bits.
// Errors:  InvalidArgument beginning with `what`, expected and found.
#pragma once

#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/json.h"
#include "common/base/status.h"

namespace graft {

inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

using LearningCurve = std::vector<std::pair<double, double>>;  // (step, value)

Json FigureToJson(double value);
absl::StatusOr<double> FigureFromJson(const Json& value, std::string_view what);

// [[step, value], …]
Json CurveToJson(const LearningCurve& curve);
absl::StatusOr<LearningCurve> CurveFromJson(const Json& points, std::string_view what);

}  // namespace graft

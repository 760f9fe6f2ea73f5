#include "common/base/learning_curve.h"

#include <cmath>

namespace graft {

Json FigureToJson(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

absl::StatusOr<double> FigureFromJson(const Json& value, std::string_view what) {
  if (value.is_null()) return kUnknown;
  if (value.is_number()) return value.get<double>();
  return absl::InvalidArgumentError(
      StrCat(what, ": expected a number or null, found ", DescribeJson(value)));
}

Json CurveToJson(const LearningCurve& curve) {
  Json points = Json::array();
  for (const auto& [step, value] : curve)
    points.push_back(Json::array({FigureToJson(step), FigureToJson(value)}));
  return points;
}

absl::StatusOr<LearningCurve> CurveFromJson(const Json& points, std::string_view what) {
  if (!points.is_array())
    return absl::InvalidArgumentError(
        StrCat(what, ": expected an array, found ", DescribeJson(points)));
  LearningCurve curve;
  for (const Json& point : points) {
    if (!point.is_array() || point.size() != 2)
      return absl::InvalidArgumentError(
          StrCat(what, ": expected [step, value], found ", DescribeJson(point)));
    ASSIGN_OR_RETURN(const double step, FigureFromJson(point[0], what));
    ASSIGN_OR_RETURN(const double value, FigureFromJson(point[1], what));
    curve.emplace_back(step, value);
  }
  return curve;
}

}  // namespace graft

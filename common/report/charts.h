// Charts: Vega-Lite specifications of a report's three pictures, with their data inside.
//
// Idea:    A chart is JSON that says what to draw; fonts, colours (light and dark, told
//          apart by the colour-blind, and by shape or dash besides) and the placing of
//          labels belong to the page (page.js). Values are drawn as given: hand over
//          percent where percent should stand on the axis. NaN leaves a mark out.
// Errors:  CHECK where a parameter count is not positive (the axis is logarithmic).
#pragma once

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "common/base/json.h"

namespace graft {

struct Chart {
  std::string caption;  // also what a screen reader says
  Json spec;            // Vega-Lite 6
};

// A method at its size.
struct ParameterPoint {
  std::string label;
  std::string family;  // gives colour and shape
  double params = 0;   // trainable, > 0
  double mean = 0;
  double half_width = std::numeric_limits<double>::quiet_NaN();
};

// A level to compare with, drawn as a dashed line: "TF-IDF + logistic regression".
struct ReferenceLine {
  std::string label;
  double value = 0;
};

// `metric` against trainable parameters on a logarithmic axis, a label at each point.
Chart ParameterChart(std::string caption, const std::string& metric,
                     const std::vector<ParameterPoint>& points,
                     const std::vector<ReferenceLine>& references);

struct Bar {
  std::string group;   // the row: a method
  std::string series;  // bars side by side in a row: a task, "here" and "the paper"
  double mean = 0;
  double half_width = std::numeric_limits<double>::quiet_NaN();
};

// Lying bars from zero, with intervals and their figures; rows in the order given.
Chart BarChart(std::string caption, const std::string& metric,
               const std::vector<Bar>& bars);

struct Curve {
  std::string series;
  std::vector<std::pair<double, double>> points;  // (step, value)
};

// Lines over training steps; a click on the legend singles one out.
Chart CurveChart(std::string caption, const std::string& metric,
                 const std::vector<Curve>& curves);

}  // namespace graft

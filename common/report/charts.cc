#include "common/report/charts.h"

#include <algorithm>
#include <cmath>

#include "common/base/check.h"
#include "common/report/figures.h"

namespace graft {
namespace {

constexpr const char* kSchema = "https://vega.github.io/schema/vega-lite/v6.json";

Json Field(const std::string& name, const std::string& type, Json title) {
  return {{"field", name}, {"type", type}, {"title", std::move(title)}};
}

// Groups keep the order in which the caller gave them.
Json Nominal(const std::string& name, Json title) {
  Json field = Field(name, "nominal", std::move(title));
  field["sort"] = nullptr;
  return field;
}

Json WithInterval(Json row, double mean, double half_width) {
  const double half = std::isfinite(half_width) ? half_width : 0;
  row["mean"] = mean;  // JSON writes NaN as null, and Vega-Lite leaves nulls out
  row["low"] = mean - half;
  row["high"] = mean + half;
  row["figure"] = FormatMean(mean, half_width, 1, 1);
  return row;
}

// What hovering shows: (field, title) each.
Json Tooltip(const std::vector<std::pair<std::string, std::string>>& lines) {
  Json tooltip = Json::array();
  for (const auto& [field, title] : lines)
    tooltip.push_back(Json::object({{"field", field}, {"title", title}}));
  return tooltip;
}

// What every chart has: as wide as the page, and as high as said.
Json Frame(Json height) {
  return {{"$schema", kSchema},
          {"width", "container"},
          {"height", std::move(height)},
          {"autosize", {{"type", "fit-x"}, {"contains", "padding"}}}};
}

Json PointRows(const std::vector<ParameterPoint>& points) {
  Json rows = Json::array();
  for (const ParameterPoint& point : points) {
    CHECK_GT(point.params, 0) << point.label;
    Json row = {{"label", point.label},
                {"family", point.family},
                {"params", point.params},
                {"count", FormatCount(std::llround(point.params))}};
    rows.push_back(WithInterval(std::move(row), point.mean, point.half_width));
  }
  return rows;
}

Json ReferenceLayers(const std::vector<ReferenceLine>& references,
                     const std::string& metric) {
  Json rows = Json::array();
  for (const ReferenceLine& line : references)
    rows.push_back({{"label", line.label}, {"value", line.value}});
  const Json y = Field("value", "quantitative", metric);
  const Json rule = {{"mark", {{"type", "rule"}, {"style", "reference"}}},
                     {"encoding", {{"y", y}}}};
  const Json text = {
      {"name", "references"},
      {"mark",
       {{"type", "text"},
        {"style", "reference-label"},
        {"align", "left"},
        {"baseline", "bottom"},
        {"dx", 4},
        {"dy", -3}}},
      {"encoding", {{"y", y}, {"x", {{"value", 0}}}, {"text", {{"field", "label"}}}}}};
  return {{"data", {{"values", rows}}}, {"layer", Json::array({rule, text})}};
}

}  // namespace

Chart ParameterChart(std::string caption, const std::string& metric,
                     const std::vector<ParameterPoint>& points,
                     const std::vector<ReferenceLine>& references) {
  Json x = Field("params", "quantitative", "trainable parameters (logarithmic)");
  x["scale"] = {{"type", "log"}, {"nice", false}, {"padding", 56}};
  x["axis"] = {
      {"format", "~s"}, {"tickCount", 6}, {"labelOverlap", true}, {"grid", false}};
  Json y = Field("mean", "quantitative", metric);
  y["scale"] = {{"zero", false}, {"padding", 16}};
  const Json color = Nominal("family", nullptr);
  const Json tooltip =
      Tooltip({{"label", "method"}, {"figure", metric}, {"count", "parameters"}});
  Json low = Field("low", "quantitative", metric);
  low["scale"] = y["scale"];
  const Json interval = {
      {"name", "intervals"},
      {"mark", {{"type", "rule"}, {"opacity", 0.55}}},
      {"encoding",
       {{"x", x}, {"y", low}, {"y2", {{"field", "high"}}}, {"color", color}}}};
  const Json dots = {
      {"name", "points"},
      {"mark", {{"type", "point"}, {"filled", true}, {"size", 90}}},
      {"encoding",
       {{"x", x}, {"y", y}, {"color", color}, {"shape", color}, {"tooltip", tooltip}}}};
  Json layers = Json::array();
  if (!references.empty()) layers.push_back(ReferenceLayers(references, metric));
  layers.push_back({{"data", {{"values", PointRows(points)}}},
                    {"layer", Json::array({interval, dots})}});
  Json spec = Frame(440);
  spec["layer"] = layers;
  spec["usermeta"] = {{"labelPoints", true}};  // page.js does
  return {std::move(caption), std::move(spec)};
}

Chart BarChart(std::string caption, const std::string& metric,
               const std::vector<Bar>& bars) {
  Json rows = Json::array();
  bool several = false;
  for (const Bar& bar : bars) {
    several = several || bar.series != bars.front().series;
    rows.push_back(WithInterval({{"group", bar.group}, {"series", bar.series}},
                                bar.mean, bar.half_width));
  }
  Json y = Nominal("group", nullptr);
  y["axis"] = {{"labelLimit", 260}};
  Json shared = {{"y", y}};
  if (several) shared["yOffset"] = Nominal("series", nullptr);
  const Json tooltip = Tooltip({{"group", "method"}, {"figure", metric}});
  Json color = Nominal("series", nullptr);
  if (!several) color["legend"] = nullptr;
  Json x = Field("mean", "quantitative", metric);
  x["axis"] = {{"tickCount", 5}};
  const Json bar = {{"mark", {{"type", "bar"}}},
                    {"encoding", {{"x", x}, {"color", color}, {"tooltip", tooltip}}}};
  const Json rule = {
      {"mark", {{"type", "rule"}, {"style", "interval"}}},
      {"encoding",
       {{"x", Field("low", "quantitative", metric)}, {"x2", {{"field", "high"}}}}}};
  const Json text = {{"mark", {{"type", "text"}, {"align", "left"}, {"dx", 6}}},
                     {"encoding",
                      {{"x", Field("high", "quantitative", metric)},
                       {"text", {{"field", "figure"}}}}}};
  Json spec = Frame(Json::object({{"step", several ? 17 : 26}}));
  spec["data"] = {{"values", rows}};
  spec["encoding"] = shared;
  spec["layer"] = Json::array({bar, rule, text});
  return {std::move(caption), std::move(spec)};
}

Chart CurveChart(std::string caption, const std::string& metric,
                 const std::vector<Curve>& curves) {
  Json rows = Json::array();
  for (const Curve& curve : curves)
    for (const auto& [step, value] : curve.points)
      rows.push_back({{"series", curve.series}, {"step", step}, {"value", value}});
  Json y = Field("value", "quantitative", metric);
  y["scale"] = {{"zero", false}};
  const Json series = Nominal("series", nullptr);
  const Json pick = {
      {"name", "pick"},
      {"select", {{"type", "point"}, {"fields", Json::array({"series"})}}},
      {"bind", "legend"}};
  const Json opacity = {{"condition", {{"param", "pick"}, {"value", 1}}},
                        {"value", 0.1}};
  const Json lines = {
      {"mark", "line"},
      {"params", Json::array({pick})},
      {"encoding", {{"color", series}, {"strokeDash", series}, {"opacity", opacity}}}};
  // Not seen; they catch the pointer.
  const Json dots = {
      {"mark", {{"type", "point"}, {"opacity", 0}, {"size", 80}}},
      {"encoding",
       {{"detail", series},
        {"tooltip",
         Tooltip({{"series", "method"}, {"step", "step"}, {"value", metric}})}}}};
  Json spec = Frame(340);
  spec["data"] = {{"values", rows}};
  spec["encoding"] = {{"x", Field("step", "quantitative", "training step")}, {"y", y}};
  spec["layer"] = Json::array({lines, dots});
  return {std::move(caption), std::move(spec)};
}

}  // namespace graft

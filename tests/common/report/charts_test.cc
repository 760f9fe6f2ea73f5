#include "common/report/charts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace graft {
namespace {

// All objects of the specification that have the key.
std::vector<Json> Having(const Json& json, const std::string& key) {
  std::vector<Json> found;
  if (json.is_object() && json.contains(key)) found.push_back(json);
  if (json.is_structured())
    for (const Json& inner : json)
      for (Json& deeper : Having(inner, key)) found.push_back(std::move(deeper));
  return found;
}

// The chart as the page gets it.
Json Spec(const Chart& chart) {
  return ParseJson(DumpJson(chart.spec), "spec").value();
}

TEST(ParameterChart, HasAPointWithItsIntervalForEachMethod) {
  const Json spec = Spec(ParameterChart(
      "c", "accuracy",
      {{"LoRA", "lora", 294912, 91.25, 0.5}, {"full", "full", 22713216, 92, NAN}}, {}));
  const Json rows = Having(spec, "values").at(0)["values"];
  EXPECT_EQ(rows.size(), 2);
  EXPECT_EQ(rows[0], Json({{"label", "LoRA"},
                           {"family", "lora"},
                           {"params", 294912.0},
                           {"count", "294,912"},
                           {"mean", 91.25},
                           {"low", 90.75},
                           {"high", 91.75},
                           {"figure", "91.2 ± 0.5"}}));
  EXPECT_EQ(rows[1]["low"], rows[1]["high"]);
  EXPECT_EQ(rows[1]["figure"], "92.0");
  for (const Json& field : Having(spec, "field"))
    if (field["field"] == "params") {
      EXPECT_EQ(field["scale"]["type"], "log");
    }
}

TEST(ParameterChart, DrawsReferencesOnlyIfThereAreAny) {
  const std::vector<ParameterPoint> points = {{"LoRA", "lora", 10, 91}};
  const auto uses = [](const Chart& chart) {
    return DumpJson(chart.spec).find("\"reference\"") != std::string::npos;
  };
  EXPECT_FALSE(uses(ParameterChart("c", "accuracy", points, {})));
  const Chart chart = ParameterChart("c", "accuracy", points, {{"TF-IDF", 75.5}});
  EXPECT_TRUE(uses(chart));
  EXPECT_EQ(Having(Spec(chart), "values")[0]["values"][0]["label"], "TF-IDF");
}

TEST(BarChart, SetsSeriesSideBySideOnlyIfThereAreSeveral) {
  const Chart one = BarChart("c", "accuracy", {{"a", "here", 1}, {"b", "here", 2}});
  EXPECT_FALSE(one.spec["encoding"].contains("yOffset"));
  const Chart two = BarChart("c", "accuracy", {{"a", "here", 1}, {"a", "paper", 2}});
  EXPECT_TRUE(two.spec["encoding"].contains("yOffset"));
}

TEST(BarChart, LeavesAMissingFigureOut) {
  const Json spec = Spec(BarChart("c", "accuracy", {{"a", "paper", NAN}}));
  EXPECT_TRUE(spec["data"]["values"][0]["mean"].is_null());
  EXPECT_TRUE(spec["data"]["values"][0]["low"].is_null());
  EXPECT_EQ(spec["data"]["values"][0]["figure"], "–");
}

TEST(CurveChart, HasARowForEachStep) {
  const Json spec = Spec(
      CurveChart("c", "loss", {{"LoRA", {{0, 1.5}, {10, 0.5}}}, {"full", {{0, 1}}}}));
  EXPECT_EQ(spec["data"]["values"].size(), 3);
  EXPECT_EQ(spec["data"]["values"][1],
            Json({{"series", "LoRA"}, {"step", 10.0}, {"value", 0.5}}));
}

TEST(Charts, ReadOnlyFieldsThatTheirRowsHave) {
  for (const Chart& chart :
       {ParameterChart("c", "m", {{"l", "f", 1, 1, 1}}, {{"r", 1}}),
        BarChart("c", "m", {{"a", "s", 1, 1}, {"a", "t", 1, 1}}),
        CurveChart("c", "m", {{"s", {{1, 1}}}})}) {
    const Json spec = Spec(chart);
    std::vector<std::string> known;
    for (const Json& data : Having(spec, "values"))
      for (const auto& [key, value] : data["values"][0].items()) known.push_back(key);
    for (const Json& use : Having(spec, "field"))
      EXPECT_NE(std::find(known.begin(), known.end(), use["field"]), known.end())
          << use;
  }
}

TEST(ParameterChartDeathTest, RefusesACountThatALogAxisLacks) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(ParameterChart("c", "m", {{"none", "f", 0, 1}}, {}), "none");
}

}  // namespace
}  // namespace graft

// Golden: squad_metric.json, from tools/golden/squad.py: what transformers 4.57.6's copy of
// evaluate-v2.0.py says.
#include "common/train/squad_metric.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "common/base/files.h"

namespace graft {
namespace {

nlohmann::json Golden() {
  return nlohmann::json::parse(
      ReadFile("tests/common/train/testdata/squad_metric.json").value());
}

TEST(SquadMetric, DropsCasePunctuationArticlesAndWhiteSpace) {
  EXPECT_EQ(NormaliseAnswer(" The  cat, a  MAN's\tan-swer. "), "cat mans answer");
  EXPECT_EQ(NormaliseAnswer("theatre an"), "theatre");
  EXPECT_EQ(NormaliseAnswer("the"), "");
}

TEST(SquadMetric, CountsCommonWordsAsOftenAsBothHaveThem) {
  // 2 common of 4 given and 3 wanted: 2·(2/4)(2/3)/(2/4 + 2/3) = 4/7.
  EXPECT_DOUBLE_EQ(WordF1("b b d", "b b e f"), 4.0 / 7);
  EXPECT_EQ(WordF1("x", "y"), 0);
  EXPECT_EQ(WordF1("", ""), 1);
}

TEST(SquadMetric, PairsEqualTheOfficialScript) {
  for (const nlohmann::json& golden : Golden()["cases"]) {
    const std::string truth = golden["truth"], answer = golden["answer"];
    SCOPED_TRACE(golden.dump());
    EXPECT_EQ(NormaliseAnswer(answer), golden["normal"].get<std::string>());
    EXPECT_EQ(ExactMatch(truth, answer), golden["exact"].get<double>());
    // The same fraction from fewer roundings.
    EXPECT_NEAR(WordF1(truth, answer), golden["f1"].get<double>(), 1e-15);
  }
}

TEST(SquadMetric, TotalsEqualTheOfficialScript) {
  const nlohmann::json golden = Golden(), &total = golden["total"];
  SquadMetric metric;
  for (const nlohmann::json& question : golden["questions"])
    metric.Add(question["truths"].get<std::vector<std::string>>(),
               question["answer"].get<std::string>());
  const auto expect = [&](const char* key, double value) {
    EXPECT_NEAR(100 * value, total[key].get<double>(), 1e-12) << key;
  };
  expect("exact", metric.ExactMatch());
  expect("f1", metric.F1());
  expect("HasAns_exact", metric.ExactMatch(true));
  expect("HasAns_f1", metric.F1(true));
  expect("NoAns_exact", metric.ExactMatch(false));
  expect("NoAns_f1", metric.F1(false));
  EXPECT_EQ(metric.questions(), 6);
}

TEST(SquadMetric, OfNothingIsNaN) {
  EXPECT_TRUE(std::isnan(SquadMetric().F1()));
  SquadMetric metric;
  metric.Add({}, "");
  EXPECT_EQ(metric.F1(), 1);
  EXPECT_TRUE(std::isnan(metric.F1(true)));
}

}  // namespace
}  // namespace graft

#include "dg/select/sweep_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/dg/select/sweep_runs.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using testing::OneStepRun;
using ::testing::Pair;
using testing::TwoAlgorithms;

std::vector<std::string> Titles(const std::vector<Table>& tables) {
  std::vector<std::string> titles;
  for (const Table& table : tables) titles.push_back(table.title());
  return titles;
}

RunLogs Logs() {
  return {.runs = TwoAlgorithms(), .notes = {"a torn line"}, .torn = ""};
}

TEST(SweepReport, HasATableForEachRuleThatSelectsSomething) {
  const SweepReport report = CollectSweep(Logs(), {});
  EXPECT_THAT(Titles(report.tables),
              ElementsAre("Two, training-domain validation",
                          "Two, training-domain validation: difference to ERM",
                          "Two, oracle (test-domain validation)",
                          "Two, oracle (test-domain validation): difference to ERM",
                          "Two, worst-domain validation",
                          "Two, worst-domain validation: difference to ERM",
                          "Two, what moves a run's accuracy: deviations in points"));
  EXPECT_THAT(
      report.notes,
      ElementsAre("a torn line",
                  "Two: leave-one-domain-out selects nothing; it needs runs that "
                  "hold out each pair of domains"));
}

TEST(SweepReport, AveragesOverDataSetsWhereThereAreSeveral) {
  RunLogs logs = Logs();
  logs.runs.push_back(OneStepRun("ERM", 0, 0, .5));
  logs.runs.back().key.dataset = "Another";
  const SweepReport report = CollectSweep(logs, {});
  EXPECT_EQ(report.tables.front().title(), "Another, training-domain validation");
  EXPECT_EQ(report.tables.back().title(), "Averages, worst-domain validation");
  ASSERT_EQ(report.page.sections.size(), 3);
  EXPECT_EQ(report.page.sections[2].heading, "All data sets");
}

TEST(SweepReport, PageHasChartsFactsAndWhatWasSelected) {
  const SweepReport report = CollectSweep(Logs(), {});
  EXPECT_THAT(report.page.facts,
              ElementsAre(Pair("Runs", "12"), Pair("Checkpoints", "12"),
                          Pair("Data sets", "Two"), Pair("Algorithms", "ERM, IRM"),
                          Pair("Trials", "3")));
  EXPECT_THAT(report.page.summary, ::testing::HasSubstr("a torn line"));
  ASSERT_EQ(report.page.sections.size(), 1);
  const ReportSection& section = report.page.sections[0];
  EXPECT_EQ(section.tables.back().title(),
            "Two, what training-domain validation selected");
  ASSERT_EQ(section.charts.size(), 3);
  // Two algorithms under three rules; each on two targets; a curve each, of one step.
  const Json& rules = section.charts[0].spec["data"]["values"];
  ASSERT_EQ(rules.size(), 6);
  EXPECT_NEAR(rules[0]["mean"].get<double>(), 65,
              1e-12);  // hundred times .65: a rounding
  EXPECT_EQ(section.charts[1].spec["data"]["values"].size(), 4);
  const Json& curves = section.charts[2].spec["data"]["values"];
  ASSERT_EQ(curves.size(), 2);
  EXPECT_EQ(curves[1]["series"], "IRM");
  EXPECT_EQ(curves[1]["step"], 100);
  EXPECT_NEAR(curves[1]["value"].get<double>(), 50, 1e-12);
}

}  // namespace
}  // namespace graft

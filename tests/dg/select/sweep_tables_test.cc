#include "dg/select/sweep_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/dg/select/sweep_runs.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using testing::OneStepRun;
using testing::TwoAlgorithms;

SweepAccuracies AccuraciesOf(const std::vector<RunLog>& runs) {
  const DatasetRuns dataset = GroupRuns(runs)[0];
  std::vector<std::string> notes;
  return SelectAll(SelectionRule::kTrainingDomain, dataset, &notes);
}

std::vector<std::string> Texts(const std::vector<Cell>& row) {
  std::vector<std::string> texts;
  for (const Cell& cell : row) texts.push_back(cell.text);
  return texts;
}

std::vector<std::string> Names(const Table& table) {
  std::vector<std::string> names;
  for (const Column& column : table.columns()) names.push_back(column.name);
  return names;
}

// 1, 2, 3: the population deviation is √(2/3), over √3 it is √2 / 3.
TEST(StandardError, IsDomainBeds) {
  EXPECT_DOUBLE_EQ(StandardError(std::vector<double>{1, 2, 3}), std::sqrt(2) / 3);
  EXPECT_TRUE(std::isnan(StandardError(std::vector<double>{4})));
  EXPECT_TRUE(std::isnan(StandardError({})));
}

// ERM: .75, .8, .85 have standard error .05 √2 / 3 = .0236; averages .625, .65, .675 half
// that, and s = .025, half width 4.3027 · .025 / √3 = .0621.
// IRM: .6, .6, .6; .85, .85, 1 with population deviation .05 √2 and error .0408.
TEST(AccuracyTable, HasTargetsAverageAndWorst) {
  const Table table = AccuracyTable(AccuraciesOf(TwoAlgorithms()), {});
  EXPECT_EQ(table.title(), "Two, training-domain validation");
  EXPECT_THAT(Names(table), ElementsAre("Algorithm", "env0", "env1", "Avg",
                                        "95 % of Avg", "Worst", "Trials"));
  ASSERT_EQ(table.rows().size(), 2);
  EXPECT_THAT(Texts(table.rows()[0]),
              ElementsAre("ERM", "50.0 ± 0.0", "80.0 ± 2.4", "65.0 ± 1.2",
                          "[58.8, 71.2]", "50.0 ± 0.0", "3"));
  EXPECT_THAT(Texts(table.rows()[1]),
              ElementsAre("IRM", "60.0 ± 0.0", "90.0 ± 4.1", "75.0 ± 2.0",
                          "[64.2, 85.8]", "60.0 ± 0.0", "3"));
  EXPECT_TRUE(table.IsBest(1, 3));
  EXPECT_FALSE(table.IsBest(0, 3));
}

// .05 · 4.3027 / √3 = .1242.
TEST(AccuracyTable, ShowsIntervalsInstead) {
  const Table table =
      AccuracyTable(AccuraciesOf(TwoAlgorithms()), {.spread = Spread::kInterval});
  EXPECT_EQ(table.rows()[0][2].text, "80.0 ± 12.4");
  EXPECT_EQ(table.footnotes()[0],
            "Mean over trials ± half of Student's 95 % interval, in percent.");
}

TEST(AccuracyTable, LeavesOpenWhatIsNotKnown) {
  std::vector<RunLog> runs = {OneStepRun("ERM", 0, 0, .5), OneStepRun("ERM", 1, 0, .75),
                              OneStepRun("IRM", 0, 0, .75)};
  const Table table = AccuracyTable(AccuraciesOf(runs), {});
  EXPECT_THAT(Texts(table.rows()[0]),
              ElementsAre("ERM", "50.0", "75.0", "62.5", "–", "50.0", "1"));
  EXPECT_THAT(Texts(table.rows()[1]),
              ElementsAre("IRM", "75.0", "–", "–", "–", "–", "0"));
  // Alone, nobody is the best.
  EXPECT_FALSE(AccuracyTable(AccuraciesOf({runs[0], runs[1]}), {}).IsBest(0, 1));
}

// Six differences with mean .1 and s² = 2 · .05² / 5: t = .1 √6 / √.001 = √60 = 7.746, and
// half = 2.5706 √(.001 / 6) = .0332. scipy 1.17.1: 2 * t.sf(60 ** .5, 5) = 5.73e-4.
TEST(BaselineTable, PairsTrialsAndTargets) {
  const auto table = BaselineTable(AccuraciesOf(TwoAlgorithms()), {});
  ASSERT_TRUE(table);
  EXPECT_EQ(table->title(), "Two, training-domain validation: difference to ERM");
  ASSERT_EQ(table->rows().size(), 1);
  EXPECT_THAT(Texts(table->rows()[0]),
              ElementsAre("IRM", "+10.0", "[6.7, 13.3]", "6", "7.75", "0.00057",
                          "0.00057", "better"));
}

TEST(BaselineTable, CorrectsForAllOfItsRows) {
  std::vector<RunLog> runs = TwoAlgorithms();
  for (int trial = 0; trial < 3; ++trial)  // of one target only: three pairs
    runs.push_back(OneStepRun("MMD", 0, trial, trial == 0 ? .75 : .25));
  const auto table = BaselineTable(AccuraciesOf(runs), {});
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows()[0][6].text, "0.0011");  // twice
  // Differences .25, −.25, −.25: mean −1/12, s = .2887, t = −.5, 2 degrees: p = 1 − 1/3.
  EXPECT_THAT(Texts(table->rows()[1]),
              ElementsAre("MMD", "−8.3", "[−80.0, 63.4]", "3", "−0.50", "0.67", "0.67",
                          "not told apart"));
}

TEST(BaselineTable, NeedsABaselineAndOthers) {
  const SweepAccuracies accuracies = AccuraciesOf(TwoAlgorithms());
  EXPECT_FALSE(BaselineTable(accuracies, {.baseline = "MMD"}));
  EXPECT_FALSE(BaselineTable(AccuraciesOf({OneStepRun("ERM", 0, 0, .5)}), {}));
  EXPECT_FALSE(BaselineTable(
      AccuraciesOf({OneStepRun("ERM", 0, 0, .5), OneStepRun("IRM", 0, 1, .5)}), {}));
  const auto other = BaselineTable(accuracies, {.baseline = "IRM"});
  ASSERT_TRUE(other);
  EXPECT_EQ(other->rows()[0][7].text, "worse");
}

TEST(AveragesTable, HasAColumnForEachDataSet) {
  const SweepAccuracies two = AccuraciesOf(TwoAlgorithms());
  SweepAccuracies one = AccuraciesOf({OneStepRun("ERM", 0, 0, .25)});
  one.dataset = "One";
  const Table table = AveragesTable({two, one}, {});
  EXPECT_EQ(table.title(), "Averages, training-domain validation");
  EXPECT_THAT(Names(table), ElementsAre("Algorithm", "Two", "One", "Avg"));
  EXPECT_THAT(Texts(table.rows()[0]), ElementsAre("ERM", "65.0 ± 1.2", "25.0", "45.0"));
  EXPECT_THAT(Texts(table.rows()[1]), ElementsAre("IRM", "75.0 ± 2.0", "–", "–"));
}

}  // namespace
}  // namespace graft

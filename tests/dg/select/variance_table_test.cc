#include "dg/select/variance_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/dg/select/sweep_runs.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using testing::OneStepRun;

// Two trials, two draws, two seeds on target 0: the example of variance_test.cc, over 10.
std::vector<RunLog> Example(bool nested) {
  const double values[] = {.1, .3, .5, .7, .2, .2, .4, .8};
  std::vector<RunLog> runs;
  for (int i = 0; i < 8; ++i) {
    runs.push_back(OneStepRun("ERM", 0, i / 4, values[i], .5, i / 2 % 2, i % 2));
    if (nested) runs.back().hparams["lr"] = 0.1 * (i / 2);
  }
  return runs;
}

std::optional<SweepDesign> ERMs(const std::vector<RunLog>& runs) {
  return DesignOf(GroupRuns(runs)[0], "ERM", 0);
}

TEST(DesignOf, IsCrossedWhereTrialsShareTheirDraws) {
  const VarianceDesign values{2, 2, 2, {.1, .3, .5, .7, .2, .2, .4, .8}};
  for (const bool nested : {false, true}) {
    const auto design = ERMs(Example(nested));
    ASSERT_TRUE(design);
    EXPECT_EQ(design->values, values);
    EXPECT_EQ(design->crossed, !nested);
    EXPECT_EQ(design->left_out, 0);
  }
}

TEST(DesignOf, TakesWhatIsBalanced) {
  // Crossed: draw 2 is in one trial only. Draw 1 has one seed in one cell: one everywhere.
  std::vector<RunLog> crossed = Example(false);
  crossed.push_back(OneStepRun("ERM", 0, 1, .9, .5, 2));
  crossed.erase(crossed.begin() + 3);
  auto design = ERMs(crossed);
  ASSERT_TRUE(design);
  EXPECT_EQ(design->values, (VarianceDesign{2, 2, 1, {.1, .5, .2, .4}}));
  EXPECT_EQ(design->left_out, 4);
  // Nested: the draws' numbers mean nothing; as many as the trial with the fewest has.
  std::vector<RunLog> nested = Example(true);
  for (int i = 4; i < 8; ++i) nested[i].key.hparams_seed += 5;
  nested.erase(nested.begin(), nested.begin() + 2);
  design = ERMs(nested);
  ASSERT_TRUE(design);
  EXPECT_EQ(design->values, (VarianceDesign{2, 1, 2, {.5, .7, .2, .2}}));
  EXPECT_EQ(design->left_out, 2);
}

TEST(DesignOf, NeedsTwoValues) {
  EXPECT_FALSE(ERMs({OneStepRun("ERM", 0, 0, .5)}));
  EXPECT_FALSE(ERMs({OneStepRun("ERM", 1, 0, .5), OneStepRun("ERM", 1, 1, .5)}));
}

TEST(DesignOf, WithoutCommonDrawsIsNested) {
  const auto design =
      ERMs({OneStepRun("ERM", 0, 0, .5, .5, 0), OneStepRun("ERM", 0, 1, .75, .5, 1)});
  ASSERT_TRUE(design);
  EXPECT_FALSE(design->crossed);
  EXPECT_EQ(design->values, (VarianceDesign{2, 1, 1, {.5, .75}}));
}

// Hand-worked in variance_test.cc: variances −4, 6.5 and 3, of hundredths of those; their
// roots in points: √6.5 · 10 = 25.50, √3 · 10 = 17.32; shares 6.5 / 9.5 and 3 / 9.5.
TEST(VarianceTable, ShowsDeviationsAndShares) {
  const auto table = VarianceTable(GroupRuns(Example(true))[0], "ERM");
  ASSERT_TRUE(table);
  std::vector<std::string> lines;
  for (const auto& row : table->rows()) {
    std::vector<std::string> texts;
    for (const Cell& cell : row) texts.push_back(cell.text);
    lines.push_back(Join(texts, " | "));
  }
  EXPECT_THAT(lines, ElementsAre("ERM | split | 0* | 0* | 0 %",
                                 "ERM | draw | 25.50 | 25.50 | 68 %",
                                 "ERM | seed | 17.32 | 17.32 | 32 %"));
  EXPECT_THAT(table->footnotes(),
              ElementsAre("Design: 2 trials × 2 draws × 2 seeds, nested (ERM).",
                          "0*: the estimate is negative, and shown as 0."));
}

TEST(VarianceTable, AveragesVariancesOverTargets) {
  std::vector<RunLog> runs;
  for (const auto& [target, a, b] : {std::tuple(0, .5, .7), std::tuple(1, .5, .5)}) {
    runs.push_back(OneStepRun("IRM", target, 0, a));
    runs.push_back(OneStepRun("IRM", target, 1, b));
  }
  const auto table = VarianceTable(GroupRuns(runs)[0], "ERM");
  ASSERT_TRUE(table);
  ASSERT_EQ(table->rows().size(), 1);
  EXPECT_EQ(table->rows()[0][1].text, "split and seed");
  EXPECT_EQ(table->rows()[0][2].text, "14.14");  // √.02
  EXPECT_EQ(table->rows()[0][3].text, "0.00");
  EXPECT_EQ(table->rows()[0][4].text, "10.00");
  EXPECT_EQ(table->rows()[0][5].text, "100 %");
  EXPECT_THAT(table->footnotes(),
              ElementsAre("Design: 2 trials × 1 draw × 1 seed, crossed (IRM)."));
}

TEST(VarianceTable, NeedsADesign) {
  EXPECT_FALSE(VarianceTable(GroupRuns({OneStepRun("ERM", 0, 0, .5)})[0], "ERM"));
}

}  // namespace
}  // namespace graft

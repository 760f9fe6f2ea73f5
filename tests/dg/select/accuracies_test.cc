#include "dg/select/accuracies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/dg/select/sweep_runs.h"

namespace graft {
namespace {

using ::testing::DoubleEq;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::OneStepRun;
using testing::TwoAlgorithms;

std::vector<std::string> NamesOf(const std::string& dataset, int domains,
                                 const Json& args = Json::object()) {
  RunLog run{.key = {"ERM", dataset, {0}}, .args = args};
  run.checkpoints.push_back({.step = 0});
  run.checkpoints[0].out[domains - 1] = 0.5;
  return GroupRuns({run})[0].domains;
}

TEST(GroupRuns, NamesDomains) {
  EXPECT_THAT(NamesOf("VLCS", 4), ElementsAre("C", "L", "S", "V"));
  EXPECT_THAT(NamesOf("Own", 2), ElementsAre("env0", "env1"));
  EXPECT_THAT(NamesOf("Own", 2, {{"domains", {"dvd", "books"}}}),
              ElementsAre("dvd", "books"));
  // Names that do not fit the number are no names.
  EXPECT_THAT(NamesOf("VLCS", 2), ElementsAre("env0", "env1"));
  EXPECT_THAT(NamesOf("Own", 2, {{"domains", {"dvd"}}}), ElementsAre("env0", "env1"));
  EXPECT_THAT(NamesOf("Own", 2, {{"domains", 7}}), ElementsAre("env0", "env1"));
}

TEST(GroupRuns, SortsByDataSetAlgorithmAndTrial) {
  std::vector<RunLog> runs = TwoAlgorithms();
  runs.push_back(OneStepRun("ERM", 1, 0, 0.5));
  runs.back().key.dataset = "Another";
  runs.push_back(runs.back());
  runs.back().key.test_envs = {0, 2};
  const std::vector<DatasetRuns> datasets = GroupRuns(runs);
  ASSERT_EQ(datasets.size(), 2);
  EXPECT_EQ(datasets[0].name, "Another");
  EXPECT_THAT(datasets[0].targets, ElementsAre(1));  // 0 and 2 are never alone
  EXPECT_EQ(datasets[0].domains.size(), 3);
  EXPECT_THAT(datasets[1].targets, ElementsAre(0, 1));
  EXPECT_EQ(datasets[1].runs.at("IRM").at(2).size(), 2);
}

TEST(SelectAll, AveragesTrialsThatHaveAllTargets) {
  std::vector<RunLog> runs;
  for (const auto& [target, trial, accuracy] :
       {std::tuple(0, 0, .5), std::tuple(1, 0, .75), std::tuple(0, 1, .25),
        std::tuple(1, 1, .5), std::tuple(1, 2, 1.)})
    runs.push_back(OneStepRun("ERM", target, trial, accuracy));
  const DatasetRuns dataset = GroupRuns(runs)[0];
  std::vector<std::string> notes;
  const SweepAccuracies accuracies =
      SelectAll(SelectionRule::kTrainingDomain, dataset, &notes);
  EXPECT_THAT(accuracies.OnTarget("ERM", 0), ElementsAre(.5, .25));
  EXPECT_THAT(accuracies.OnTarget("ERM", 1), ElementsAre(.75, .5, 1));
  EXPECT_THAT(accuracies.Averages("ERM"), ElementsAre(.625, .375));
  EXPECT_THAT(accuracies.Minima("ERM"), ElementsAre(.5, .25));
  EXPECT_THAT(notes, IsEmpty());
}

TEST(SelectAll, NotesWhatCannotBeSelected) {
  std::vector<RunLog> runs = {OneStepRun("ERM", 0, 0, .5), OneStepRun("ERM", 0, 1, .75),
                              OneStepRun("ERM", 0, 2, .75)};
  for (const int lacks : {1, 2}) runs[lacks].checkpoints[0].in.clear();
  std::vector<std::string> notes;
  const DatasetRuns dataset = GroupRuns(runs)[0];
  const SweepAccuracies accuracies =
      SelectAll(SelectionRule::kTrainingDomain, dataset, &notes);
  EXPECT_THAT(accuracies.OnTarget("ERM", 0), ElementsAre(.5));
  EXPECT_THAT(notes, ElementsAre("ERM on Two, test_envs [0], trial 1, draw 0: no "
                                 "env0_in_acc at step 100, which training-domain "
                                 "validation selects; evaluate it there",
                                 "Two, training-domain validation: likewise in 1 more "
                                 "place"));
}

TEST(SelectAll, WithoutSingleTargetsThereIsNothing) {
  std::vector<RunLog> runs = {OneStepRun("ERM", 0, 0, .5)};
  runs[0].key.test_envs = {0, 1};
  const DatasetRuns dataset = GroupRuns(runs)[0];
  std::vector<std::string> notes;
  const SweepAccuracies accuracies = SelectAll(SelectionRule::kOracle, dataset, &notes);
  EXPECT_THAT(accuracies.targets, IsEmpty());
  EXPECT_THAT(accuracies.Averages("ERM"), IsEmpty());
  EXPECT_THAT(accuracies.Minima("ERM"), IsEmpty());
}

TEST(UnequalDraws, SpeaksOfUnfairComparisons) {
  std::vector<RunLog> runs = TwoAlgorithms();
  EXPECT_EQ(UnequalDraws(GroupRuns(runs)[0]), "");
  runs.push_back(OneStepRun("IRM", 1, 2, 0.5, 0.5, 1));
  EXPECT_EQ(UnequalDraws(GroupRuns(runs)[0]),
            "Two: from 1 to 2 draws of hyper-parameters for a target in a trial; with "
            "unequal numbers the comparison is not fair");
}

TEST(BaselineFirst, KeepsTheOthersByName) {
  const std::map<std::string, int> names = {{"CORAL", 0}, {"ERM", 0}, {"IRM", 0}};
  EXPECT_THAT(BaselineFirst(names, "ERM"), ElementsAre("ERM", "CORAL", "IRM"));
  EXPECT_THAT(BaselineFirst(names, "MMD"), ElementsAre("CORAL", "ERM", "IRM"));
}

}  // namespace
}  // namespace graft

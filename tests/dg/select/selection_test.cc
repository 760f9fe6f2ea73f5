#include "dg/select/selection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <sstream>

#include "common/base/files.h"
#include "common/base/json.h"
#include "common/base/learning_curve.h"
#include "common/base/runfiles.h"

namespace graft {
namespace {

using ::testing::HasSubstr;
using enum SelectionRule;
using Steps = std::vector<int64_t>;

// A checkpoint from the (in, out) accuracies of domains 0, 1, …; NaN: not evaluated.
CheckpointRecord At(int64_t step,
                    const std::vector<std::pair<double, double>>& domains) {
  CheckpointRecord checkpoint{.step = step};
  for (int e = 0; e < static_cast<int>(domains.size()); ++e) {
    if (!std::isnan(domains[e].first)) checkpoint.in[e] = domains[e].first;
    if (!std::isnan(domains[e].second)) checkpoint.out[e] = domains[e].second;
  }
  return checkpoint;
}

RunLog MakeRun(std::vector<int> test_envs, std::vector<CheckpointRecord> checkpoints,
               int64_t draw = 0, int64_t seed = 0) {
  RunLog run{.key = {"ERM", "VLCS", std::move(test_envs), 0, draw, seed}};
  run.checkpoints = std::move(checkpoints);
  return run;
}

std::vector<const RunLog*> Pointers(const std::vector<RunLog>& runs) {
  std::vector<const RunLog*> pointers;
  for (const RunLog& run : runs) pointers.push_back(&run);
  return pointers;
}

std::optional<Selection> Selected(SelectionRule rule, const std::vector<RunLog>& runs,
                                  int domains = 3) {
  const auto selection = Select(rule, Pointers(runs), 0, domains);
  EXPECT_TRUE(selection.ok()) << selection.status();
  return selection.value_or(std::nullopt);
}

TEST(Selection, TrainingDomainTakesTheBestMeanOfTheSources) {
  // Means of domains 1 and 2: 0.625, 0.75, 0.5; the target's own part plays no role.
  const std::vector<RunLog> runs = {MakeRun(
      {0}, {At(0, {{.1, .9}, {0, .75}, {0, .5}}), At(300, {{.3, .2}, {0, .5}, {0, 1}}),
            At(600, {{.8, 1}, {0, .5}, {0, .5}})})};
  EXPECT_EQ(Selected(kTrainingDomain, runs), (Selection{0, {300}, 0.75, 0.3}));
}

TEST(Selection, WorstDomainTakesTheBestMinimumOfTheSources) {
  // Minima 0.5, 0.25, 0.375: training-domain would take step 300.
  const std::vector<RunLog> runs = {MakeRun(
      {0}, {At(0, {{.1, 0}, {0, .5}, {0, .5}}), At(300, {{.3, 0}, {0, .25}, {0, 1}}),
            At(600, {{.8, 0}, {0, .375}, {0, .5}})})};
  EXPECT_EQ(Selected(kWorstDomain, runs), (Selection{0, {0}, 0.5, 0.1}));
  EXPECT_EQ(Selected(kTrainingDomain, runs)->steps, Steps{300});
}

TEST(Selection, OracleTakesTheLastCheckpointOfTheBestDraw) {
  const std::vector<RunLog> runs = {
      MakeRun({0}, {At(0, {{.9, .9}, {}, {}}), At(300, {{.4, .5}, {}, {}})}, 0),
      MakeRun({0}, {At(0, {{.1, .1}, {}, {}}), At(300, {{.3, .6}, {}, {}})}, 1)};
  EXPECT_EQ(Selected(kOracle, runs), (Selection{1, {300}, 0.6, 0.3}));
}

TEST(Selection, LeaveOneDomainOutAsksTheRunsThatHeldOutTwo) {
  const auto at = [](int64_t step, double a, double b, double c) {
    return At(step, {{a, 0}, {b, 0}, {c, 0}});
  };
  std::vector<RunLog> runs = {MakeRun({0}, {at(0, .1, 1, 1), at(300, .2, 1, 1)}),
                              MakeRun({0, 1}, {at(0, 1, .5, 1), at(300, 1, .25, 1)}),
                              MakeRun({0, 2}, {at(0, 1, 1, .75), at(300, 1, 1, .5)})};
  EXPECT_EQ(Selected(kLeaveOneDomainOut, runs), (Selection{0, {0}, 0.625, 0.1}));
  // A step that one of the runs lacks is no candidate.
  runs[2].checkpoints.erase(runs[2].checkpoints.begin());
  EXPECT_EQ(Selected(kLeaveOneDomainOut, runs), (Selection{0, {300}, 0.375, 0.2}));
  // Nor is a draw without all its pairs.
  runs.pop_back();
  EXPECT_EQ(Selected(kLeaveOneDomainOut, runs), std::nullopt);
}

TEST(Selection, ChoosesOverAllDraws) {
  std::vector<RunLog> runs;
  for (const auto& [draw, out, in] :
       {std::tuple(0, .5, .1), std::tuple(1, .75, .2), std::tuple(2, .25, .3)})
    runs.push_back(MakeRun({0}, {At(0, {{in, out}, {0, out}, {0, out}})}, draw));
  for (const SelectionRule rule : {kTrainingDomain, kOracle, kWorstDomain})
    EXPECT_EQ(Selected(rule, runs), (Selection{1, {0}, 0.75, 0.2})) << RuleName(rule);
}

// DomainBed sorts the draws by validation, keeps the order of equals, and reads from the
// end: the last draw wins. Within a run Python's max takes the first.
TEST(Selection, BreaksTiesAsDomainBed) {
  const auto tied = [](double in) {
    return std::vector{At(0, {{in, .5}, {0, .5}, {0, .5}}),
                       At(300, {{in + .1, .5}, {0, .5}, {0, .5}})};
  };
  const std::vector<RunLog> runs = {
      MakeRun({0}, tied(.1), 7), MakeRun({0}, tied(.3), 9), MakeRun({0}, tied(.5), 8)};
  EXPECT_EQ(Selected(kTrainingDomain, runs), (Selection{9, {0}, 0.5, 0.3}));
  EXPECT_EQ(Selected(kWorstDomain, runs), (Selection{9, {0}, 0.5, 0.3}));
  EXPECT_EQ(Selected(kOracle, runs), (Selection{9, {300}, 0.5, 0.4}));
}

// Draw 0: seed 1 chooses step 0 (0.75), seed 2 step 300 (0.5). Draw 1 has the luckiest run,
// but the lower mean.
TEST(Selection, AveragesRunsThatDifferInSeedAlone) {
  const auto run = [](int64_t draw, int64_t seed, double first, double second) {
    return MakeRun({0},
                   {At(0, {{.125, 0}, {0, first}, {0, first}}),
                    At(300, {{.625, 0}, {0, second}, {0, second}})},
                   draw, seed);
  };
  std::vector<RunLog> runs = {run(0, 1, .75, .5), run(0, 2, .25, .5), run(1, 1, 1, 0),
                              run(1, 2, 0, 0)};
  EXPECT_EQ(Selected(kTrainingDomain, runs), (Selection{0, {0, 300}, 0.625, 0.375}));
  // What one seed lacks at its step is missing.
  runs[1].checkpoints[1].in.clear();
  EXPECT_EQ(Select(kTrainingDomain, Pointers(runs), 0, 3).status().message(),
            "ERM on VLCS, test_envs [0], trial 0, draw 0: no env0_in_acc at step 0, "
            "300, which training-domain validation selects; evaluate it there");
}

// Both seeds ask the mean of the runs that held out domain 1, too: 0.5 and 0.625.
TEST(Selection, LeaveOneDomainOutAveragesTheSeedsOfPairs) {
  const auto pair = [](int64_t seed, double first, double second) {
    return MakeRun(
        {0, 1}, {At(0, {{0, 0}, {first, 0}}), At(300, {{0, 0}, {second, 0}})}, 0, seed);
  };
  const auto single = [](int64_t seed, double in) {
    return MakeRun({0}, {At(0, {{in, 0}, {0, 0}}), At(300, {{in + .25, 0}, {0, 0}})}, 0,
                   seed);
  };
  const std::vector<RunLog> runs = {single(1, .25), single(2, .5), pair(8, 1, .5),
                                    pair(9, 0, .75)};
  EXPECT_EQ(Selected(kLeaveOneDomainOut, runs, 2),
            (Selection{0, {300, 300}, 0.625, 0.625}));
}

TEST(Selection, PassesOverWhatWasNotEvaluated) {
  const double no = kUnknown;
  const std::vector<RunLog> runs = {MakeRun(
      {0},
      {At(0, {{.1, .5}, {0, no}, {0, 1}}), At(300, {{.3, .5}, {no, .5}, {no, .5}})})};
  EXPECT_EQ(Selected(kTrainingDomain, runs)->steps, Steps{300});
  EXPECT_EQ(Selected(kWorstDomain, runs)->steps, Steps{300});
  EXPECT_EQ(Selected(kTrainingDomain, {MakeRun({0}, {})}), std::nullopt);
  EXPECT_EQ(Selected(kTrainingDomain, {MakeRun({1}, runs[0].checkpoints)}),
            std::nullopt);
  EXPECT_EQ(Selected(kOracle, {}), std::nullopt);
}

TEST(Selection, SaysWhichAccuracyIsMissing) {
  const double no = kUnknown;
  const std::vector<RunLog> runs = {MakeRun(
      {0}, {At(0, {{.5, .5}, {0, .1}, {0, .1}}), At(300, {{no, no}, {0, .5}, {0, .5}})},
      4)};
  EXPECT_EQ(Select(kTrainingDomain, Pointers(runs), 0, 3).status().message(),
            "ERM on VLCS, test_envs [0], trial 0, draw 4: no env0_in_acc at step 300, "
            "which training-domain validation selects; evaluate it there");
  EXPECT_EQ(Select(kOracle, Pointers(runs), 0, 3).status().message(),
            "ERM on VLCS, test_envs [0], trial 0, draw 4: no env0_out_acc at step 300, "
            "where the oracle looks; evaluate it there");
  // Of draws that are not selected nothing more is asked.
  std::vector<RunLog> both = runs;
  both.push_back(MakeRun({0}, {At(0, {{.5, .5}, {0, 1}, {0, 1}})}, 5));
  EXPECT_EQ(Selected(kTrainingDomain, both)->hparams_seed, 5);
}

TEST(SelectionDeathTest, RefusesATargetThatIsNoDomain) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const std::vector<RunLog> runs = {MakeRun({0}, {})};
  EXPECT_DEATH((void)SelectCheckpoint(kOracle, Pointers(runs), 3, 3), "3 of 3");
}

// One of 0, 1/levels … 1 − 1/levels, as tools/golden/domainbed_selection.py has it: FNV-1a.
double GoldenAccuracy(const std::string& name, uint32_t levels) {
  uint32_t h = 0x811C9DC5;
  for (const char byte : name) h = (h ^ static_cast<uint8_t>(byte)) * 0x01000193;
  return static_cast<double>((h >> 8) % levels) / levels;
}

RunLog GoldenRun(const std::string& algorithm, int trial, int draw,
                 const std::vector<int>& test_envs) {
  RunLog run{.key = {algorithm, "VLCS", test_envs, trial, draw, 0}};
  for (const int64_t step : {0, 300, 600, 900}) {
    if (algorithm == "IRM" && draw == 2 && step == 900 &&
        test_envs == std::vector{0, 2})
      continue;
    CheckpointRecord& checkpoint = run.checkpoints.emplace_back();
    checkpoint.step = step;
    for (int e = 0; e < 4; ++e) {
      const std::string name = StrCat(algorithm, "/", trial, "/", draw, "/[",
                                      Join(test_envs, ", "), "]/", step, "/", e);
      checkpoint.in[e] = GoldenAccuracy(name + "/in", test_envs.size() == 1 ? 4096 : 3);
      checkpoint.out[e] = GoldenAccuracy(name + "/out", 3);
    }
  }
  return run;
}

TEST(Selection, SelectsWhatDomainBedSelectsInASweepFullOfTies) {
  const Json golden =
      ReadJson(Runfile("tests/golden/dg/selection.json").value()).value();
  for (const std::string algorithm : {"ERM", "IRM"})
    for (int trial = 0; trial < 3; ++trial) {
      std::vector<RunLog> runs;
      for (int draw = 0; draw < 5; ++draw)
        for (int e = 0; e < 4; ++e) {
          runs.push_back(GoldenRun(algorithm, trial, draw, {e}));
          for (int f = e + 1; f < 4; ++f)
            runs.push_back(GoldenRun(algorithm, trial, draw, {e, f}));
        }
      for (int target = 0; target < 4; ++target)
        for (const auto& [rule, name] : {std::pair(kTrainingDomain, "training"),
                                         std::pair(kLeaveOneDomainOut, "leave_one_out"),
                                         std::pair(kOracle, "oracle")})
          EXPECT_EQ(Select(rule, Pointers(runs), target, 4).value().value().accuracy,
                    golden[name][algorithm][trial][target].get<double>())
              << name << " " << algorithm << " " << trial << " " << target;
    }
}

// "98.0 +/- 0.2": the mean over trials and the population deviation over √n, in percent.
std::string Cell(const std::vector<double>& trials) {
  double mean = 0, squares = 0;
  const auto n = static_cast<double>(trials.size());
  for (const double v : trials) mean += v / n;
  for (const double v : trials) squares += (v - mean) * (v - mean) / n;
  char text[40];
  std::snprintf(text, sizeof text, "%.1f +/- %.1f", 100 * mean,
                100 * std::sqrt(squares / n));
  return text;
}

// What the table of DomainBed's rule says in ERM's row, its cells without blanks around.
std::string PublishedRow(const std::string& text, const std::string& rule) {
  const size_t start = text.find("Dataset: VLCS, model selection method: " + rule);
  EXPECT_NE(start, std::string::npos) << rule;
  const size_t row = text.find("\nERM", start) + 4;
  std::istringstream words(text.substr(row, text.find('\n', row) - row));
  std::string joined;
  for (std::string word; words >> word;) joined += (joined.empty() ? "" : " ") + word;
  return joined;
}

TEST(Selection, GivesDomainBedsPublishedTableOfItsRecordedSweep) {
  const char* mirror = std::getenv("GRAFT_DATA_MIRROR");
  if (mirror == nullptr) GTEST_SKIP() << "GRAFT_DATA_MIRROR is not set";
  const std::string folder = std::string(mirror) + "/domainbed_sweep";
  const auto logs = ReadRunLogs(folder + "/test_sweep_data");
  ASSERT_TRUE(logs.ok()) << logs.status();
  const std::string published = ReadFile(folder + "/test_sweep_results.txt").value();
  for (const auto& [rule, name] :
       {std::pair(kTrainingDomain, "training-domain validation set"),
        std::pair(kLeaveOneDomainOut, "leave-one-domain-out cross-validation"),
        std::pair(kOracle, "test-domain validation set (oracle)")}) {
    std::string row;
    double sum = 0;
    for (int target = 0; target < 4; ++target) {
      std::vector<double> trials;
      for (const int64_t trial : {0, 1}) {
        std::vector<const RunLog*> runs;
        for (const RunLog& run : logs->runs)
          if (run.key.trial_seed == trial) runs.push_back(&run);
        trials.push_back(Select(rule, runs, target, 4).value().value().accuracy);
      }
      row += Cell(trials) + " ";
      sum += (trials[0] + trials[1]) / 2;
    }
    char average[20];
    std::snprintf(average, sizeof average, "%.1f", 100 * sum / 4);
    EXPECT_EQ(row + average, PublishedRow(published, name)) << name;
  }
}

}  // namespace
}  // namespace graft

// The reproduction in small: its arms keep their shares, its recipes become phases, its README
// quotes the committed results, and all three phases run on real tweets.
#include <gtest/gtest.h>

#include "common/text/hf_wordpiece.h"
#include "papers/common/task_report.h"
#include "papers/common/tasks.h"
#include "papers/diff_pruning/design.h"
#include "papers/diff_pruning/presets.h"
#include "papers/diff_pruning/runs.h"
#include "peft/study/study.h"
#include "tests/papers/paper_checks.h"

namespace graft::papers::diff_pruning {
namespace {

const Bert& Trunk() { return testing::MiniLm(); }

Arm Find(const std::string& name) {
  for (const Arm& arm : Arms(Trunk().info()))
    if (arm.name == name) return arm;
  ADD_FAILURE() << "no arm " << name;
  return {};
}

TEST(DiffPruningArms, EveryRowAndClaimNamesAnArm) {
  testing::ExpectDesignNamesArms(DiffPruningDesign(), Arms(Trunk().info()));
}

// The adapters beside 0.5 % have as much, within the rounding of their width and their biases.
// A paper's rate is of what it speaks of, not of what stands beside it.
TEST(DiffPruningArms, BaselinesKeepTheirUsualRates) {
  for (const Arm& arm : Arms(Trunk().info(), 1e-5)) {
    const bool own = arm.name == "full" || !arm.recipe.empty();
    EXPECT_EQ(arm.rates[0] == 1e-5, own) << arm.name;
  }
}

TEST(DiffPruningArms, AdaptersHaveTheSameBudget) {
  const auto adapter =
      CreateArm(Find("adapter"), Trunk().info(), RandomStream(0, "init"));
  ASSERT_TRUE(adapter.ok()) << adapter.status();
  EXPECT_NEAR(static_cast<double>(ParameterCount(**adapter)) /
                  static_cast<double>(Trunk().info().ParameterCount()),
              0.005, 0.0003);
}

// 41 steps: 20 of gates, whose α learns at 20/20, and 21 of what is kept.
TEST(DiffPruningRuns, RecipesBecomePhases) {
  StudyConfig config;
  config.train.steps = 41;
  const auto phases = PhasesOf(Find("structured_0.25"), 1e-4, 3, config, 1000);
  ASSERT_TRUE(phases.ok()) << phases.status();
  EXPECT_EQ(phases->sparsity, 0.0025);
  EXPECT_EQ(phases->gates.steps, 20);
  EXPECT_EQ(phases->fixed.steps, 21);
  EXPECT_EQ(phases->gates.rate, 1e-4);
  EXPECT_DOUBLE_EQ(phases->fixed.rate, 5e-4);
  EXPECT_EQ(phases->alpha_rate, 1);
  EXPECT_EQ(phases->fixed.seed, 3u);
  config.train.steps = 100000;
  EXPECT_EQ(PhasesOf(Find("diff_1"), 1e-4, 3, config, 1000)->alpha_rate, 0.1);
  Arm broken = Find("diff_1");
  broken.recipe = {{"sparsty", "0.1"}};
  EXPECT_FALSE(PhasesOf(broken, 1e-4, 3, config, 1000).ok());
}

RunRecord Made(const std::string& arm, int64_t seed, double accuracy, double zero) {
  RunRecord run{.paper = "diff_pruning",
                .run = RunName("tweets", {arm, {}, {}}, 1e-4, seed)};
  run.config["rate"] = 1e-4;
  run.seed = seed;
  run.metrics = {{"dev_accuracy", 0.8},
                 {"test_accuracy", accuracy},
                 {"params", 1000},
                 {"bytes", 8400},
                 {"zero_tensors", zero}};
  return run;
}

// Three seeds of two arms whose verdicts and further columns are known by hand.
TEST(DiffPruningReport, VerdictsAndColumnsFollowFromTheRuns) {
  Results results;
  for (int64_t seed = 0; seed < 3; ++seed) {
    const double shift = 0.001 * static_cast<double>(seed);
    for (const Row& row : DiffPruningDesign().comparisons[1].rows)
      results.runs.push_back(Made(row.arm, seed, 0.80 + shift, 0.1));
    results.runs[results.runs.size() - 7] =
        Made("structured_0.5", seed, 0.82 + shift, 0.25);
  }
  const TaskReport report = BuildTask(DiffPruningDesign(), results, "tweets", 100000);
  std::map<std::string, Verdict> verdicts;
  for (const ClaimRecord& claim : report.claims) verdicts[claim.claim] = claim.verdict;
  EXPECT_EQ(verdicts.at("tweets: Structure improves diff pruning, 0.5 %"),
            Verdict::kReproduced);
  EXPECT_EQ(
      verdicts.at("tweets: With structure more tensors have no diff at all, 0.5 %"),
      Verdict::kReproduced);
  EXPECT_EQ(verdicts.at("tweets: With 1 % it is as good as with all (at most 1 point "
                        "worse)"),
            Verdict::kReproduced);
  ASSERT_EQ(report.tables.size(), 1u);
  const std::string text = ConsoleTable(report.tables[0].second, false);
  EXPECT_NE(text.find("8400"), std::string::npos) << text;
  EXPECT_NE(text.find("25.0"), std::string::npos) << text;
}

TEST(DiffPruningReadme, QuotesTheCommittedResults) {
  testing::ExpectReadmeQuotesResults(DiffPruningDesign(),
                                     Trunk().info().ParameterCount(), 3);
}

// Twelve steps on 96 real tweets: what is kept is 0.5 % less what the head takes of it, the
// file is 8 bytes an element and a header, and the loss goes down.
TEST(DiffPruningSmoke, ThreePhasesOnRealTweets) {
  const auto tokenizer = LoadWordPiece(testing::MiniLmFolder());
  ASSERT_TRUE(tokenizer.ok()) << tokenizer.status();
  const TaskSize size{"tweets", 96, 0, 32, 12, 32, {"methods"}};
  auto task = LoadTask(size, "", *tokenizer);
  ASSERT_TRUE(task.ok()) << task.status();
  task->encoded.dev = task->encoded.test;
  StudyConfig config{.paper = "diff_pruning", .seeds = 1, .workers = 1};
  config.train.steps = size.steps;
  config.train.evaluate_every = 3;
  config.train.adamw.weight_decay = 0;
  const auto run =
      RunPhases(Trunk(), task->encoded, Find("structured_0.5"), 3e-4, 0, config);
  ASSERT_TRUE(run.ok()) << run.status();
  const double kept = run->metrics.at("params"), head = 3 * (384 + 1),
               share = 0.005 * static_cast<double>(Trunk().info().ParameterCount());
  EXPECT_LE(kept, share + 0.5);
  EXPECT_GE(kept, share - 0.5 - head);
  EXPECT_GE(run->metrics.at("bytes"), 8 * kept);
  EXPECT_LE(run->metrics.at("bytes"), 8 * kept + 300 * 103);
  EXPECT_GT(run->metrics.at("open_gates"), 0);
  const auto& losses = run->curves.at("train_loss");
  EXPECT_LT(losses.back().second, losses.front().second);
}

TEST(DiffPruningPresets, AreFourAndUnknownOnesAreErrors) {
  for (const char* name : {"smoke", "quick", "standard", "full"})
    EXPECT_TRUE(FindPreset(name, testing::MiniLm()).ok()) << name;
  EXPECT_NE(
      FindPreset("fast", testing::MiniLm()).status().message().find("expected smoke"),
      std::string::npos);
}

}  // namespace
}  // namespace graft::papers::diff_pruning

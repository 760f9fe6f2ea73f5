// The reproduction in small: its arms keep their budgets, its tables follow from its records,
// its README quotes the committed results, and two arms learn from real tweets.
#include <gtest/gtest.h>

#include <filesystem>

#include "common/text/hf_wordpiece.h"
#include "papers/common/arm_results.h"
#include "papers/common/task_report.h"
#include "papers/common/tasks.h"
#include "papers/unified_view/design.h"
#include "papers/unified_view/presets.h"
#include "peft/study/study.h"
#include "tests/papers/paper_checks.h"

namespace graft::papers::unified_view {
namespace {

const Bert& Trunk() { return testing::MiniLm(); }

TEST(UnifiedViewArms, EveryRowAndClaimNamesAnArm) {
  testing::ExpectDesignNamesArms(UnifiedViewDesign(), Arms(Trunk().info(), {}));
}

// 0.1 % and 0.5 % of the trunk, within the rounding of ranks and the biases: LoRA at the FFN
// can only step by 0.1 %, and biases add 2 to 12 %.
TEST(UnifiedViewArms, ArmsKeepTheirBudgets) {
  const double trunk = static_cast<double>(Trunk().info().ParameterCount());
  for (const Arm& arm : Arms(Trunk().info(), {})) {
    if (arm.name == "full" || arm.name == "head") continue;
    const auto method = CreateArm(arm, Trunk().info(), RandomStream(0, "init"));
    ASSERT_TRUE(method.ok()) << method.status();
    const double share = static_cast<double>(ParameterCount(**method)) / trunk;
    const bool small =
        arm.name.ends_with("_small") || arm.name == "bitfit" || arm.name == "prompt";
    EXPECT_NEAR(share, small ? 0.001 : 0.005, small ? 0.00016 : 0.0007) << arm.name;
  }
}

TEST(UnifiedViewArms, EveryArmHasAsManyRates) {
  for (const int rates : {1, 2, 3})
    for (const Arm& arm : Arms(Trunk().info(), {.rates = rates}))
      EXPECT_EQ(static_cast<int>(arm.rates.size()), rates) << arm.name;
}

RunRecord Made(const std::string& arm, double rate, int64_t seed, double dev,
               double test) {
  RunRecord run{.paper = "unified_view",
                .run = RunName("tweets", {arm, {}, {}}, rate, seed)};
  run.config["rate"] = rate;
  run.seed = seed;
  run.metrics = {{"dev_accuracy", dev}, {"test_accuracy", test}, {"params", 1000}};
  return run;
}

// Four arms with values whose tables and verdicts are known by hand.
TEST(UnifiedViewReport, TablesAndVerdictsFollowFromTheRuns) {
  Results results;
  const auto add = [&](const std::string& arm, std::vector<double> values) {
    for (size_t seed = 0; seed < values.size(); ++seed)
      results.runs.push_back(
          Made(arm, 1e-3, static_cast<int64_t>(seed), 0.8, values[seed]));
    results.runs.push_back(Made(arm, 1e-2, 0, 0.8, 0.99));  // dev: a tie
    results.runs.push_back(Made(arm, 1e-1, 0, 0.1, 0.99));  // dev: worse
  };
  add("prefix", {0.5, 0.6, 0.7});
  add("sa_attention", {0.70, 0.71, 0.72});
  add("pa_attention", {0.75, 0.76, 0.77});
  add("sa_ffn", {0.76, 0.75, 0.74});
  add("pa_ffn", {0.70, 0.69, 0.68});
  const TaskReport report = BuildTask(UnifiedViewDesign(), results, "tweets", 100000);
  ASSERT_EQ(report.tables.size(), 1u);
  EXPECT_EQ(report.tables[0].first, "insertion");
  ASSERT_EQ(report.cells.size(), 5u);
  EXPECT_DOUBLE_EQ(report.cells[2].mean, 0.76);
  EXPECT_EQ(report.cells[2].seeds, 3);
  std::map<std::string, Verdict> verdicts;
  for (const ClaimRecord& claim : report.claims) verdicts[claim.claim] = claim.verdict;
  EXPECT_EQ(verdicts.at("tweets: Parallel insertion beats sequential at attention"),
            Verdict::kReproduced);
  EXPECT_EQ(verdicts.at("tweets: Parallel insertion beats sequential at the FFN"),
            Verdict::kNotReproduced);
}

// The one-sided claims hold where a is far better than b, too.
TEST(UnifiedViewReport, AsGoodAsAllowsForBetter) {
  Results results;
  for (const char* arm : {"mam", "full", "scaled_pa_ffn", "learned_pa_ffn"})
    for (int64_t seed = 0; seed < 3; ++seed)
      results.runs.push_back(Made(
          arm, 1e-3, seed, 0.8, *arm == 'm' || *arm == 's' ? 0.9 : 0.7 + 0.01 * seed));
  const TaskReport report = BuildTask(UnifiedViewDesign(), results, "tweets", 100000);
  ASSERT_EQ(report.claims.size(), 2u);
  for (const ClaimRecord& claim : report.claims)
    EXPECT_EQ(claim.verdict, Verdict::kReproduced) << claim.claim;
}

TEST(UnifiedViewReport, MarksWhatDoesNotBeatTheReferences) {
  Results results;
  for (const char* arm : {"prefix", "sa_attention", "pa_attention", "sa_ffn", "pa_ffn"})
    results.runs.push_back(Made(arm, 1e-3, 0, 0.8, 0.7));
  RunRecord reference{.paper = "unified_view", .run = ReferenceRun("tweets", "tfidf")};
  reference.metrics["test_accuracy"] = 0.7;
  results.runs.push_back(reference);
  const TaskReport report = BuildTask(UnifiedViewDesign(), results, "tweets", 100000);
  const std::string text = ConsoleTable(report.tables.at(0).second, false);
  EXPECT_NE(text.find("70.0†"), std::string::npos) << text;
  EXPECT_NE(text.find("does not beat TF-IDF"), std::string::npos);
}

TEST(UnifiedViewReadme, QuotesTheCommittedResults) {
  testing::ExpectReadmeQuotesResults(UnifiedViewDesign(),
                                     Trunk().info().ParameterCount(), 5);
}

// Before any step a head that starts at the probe scores as the reference does, up to texts
// near a border: the reference divides each state by its own length, the head all by their
// mean. The commonest class alone is 0.64.
TEST(UnifiedViewTasks, HeadsStartAtTheFrozenReference) {
  const auto tokenizer = LoadWordPiece(testing::MiniLmFolder());
  ASSERT_TRUE(tokenizer.ok()) << tokenizer.status();
  auto task = LoadTask({"tweets", 400, 0, 200, 1, 32, {"mam"}}, "", *tokenizer);
  ASSERT_TRUE(task.ok()) << task.status();
  const auto reference = Probe("unified_view", Trunk(), *task);
  ASSERT_TRUE(reference.ok()) << reference.status();
  const Graft none;
  const Head head(*task->encoded.head, Pooling::kMean, 0, at::kFloat);
  const Classifier model{Trunk(), none, head};
  EXPECT_NEAR(Evaluate(model, task->encoded.test).Accuracy(),
              reference->metrics.at("test_accuracy"), 0.03);
  EXPECT_GT(reference->metrics.at("test_accuracy"), 0.7);
}

// Twenty steps on 128 real tweets: the loss of MAM and of LoRA at the FFN goes down.
TEST(UnifiedViewSmoke, ArmsLearnFromRealTweets) {
  const auto tokenizer = LoadWordPiece(testing::MiniLmFolder());
  ASSERT_TRUE(tokenizer.ok()) << tokenizer.status();
  const TaskSize size{"tweets", 128, 0, 32, 20, 32, {"mam"}};
  auto task = LoadTask(size, "", *tokenizer);
  ASSERT_TRUE(task.ok()) << task.status();
  task->encoded.dev = task->encoded.test;
  StudyConfig config{.paper = "unified_view", .seeds = 1, .workers = 1};
  config.train.steps = size.steps;
  config.train.evaluate_every = 10;
  for (const Arm& arm : Arms(Trunk().info(), {.rates = 1})) {
    if (arm.name != "mam" && arm.name != "lora_ffn_s4") continue;
    const auto run = RunArm(Trunk(), task->encoded, arm, arm.rates[0], 0, config);
    ASSERT_TRUE(run.ok()) << run.status();
    const auto& losses = run->curves.at("train_loss");
    ASSERT_EQ(losses.size(), 2u);
    EXPECT_LT(losses[1].second, losses[0].second) << arm.name;
  }
}

TEST(UnifiedViewPresets, AreFourAndUnknownOnesAreErrors) {
  for (const char* name : {"smoke", "quick", "standard", "full"})
    EXPECT_TRUE(FindPreset(name, testing::MiniLm()).ok()) << name;
  EXPECT_NE(
      FindPreset("fast", testing::MiniLm()).status().message().find("expected smoke"),
      std::string::npos);
}

}  // namespace
}  // namespace graft::papers::unified_view

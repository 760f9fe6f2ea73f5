// The reproduction in small: its arms are what the tables name, prompts of some layers are a
// part of those of all, taggers run on real sentences, and the README quotes the results.
#include <gtest/gtest.h>

#include "common/text/hf_tokenizer.h"
#include "papers/common/arm_results.h"
#include "papers/common/tasks.h"
#include "papers/p_tuning_v2/design.h"
#include "papers/p_tuning_v2/presets.h"
#include "peft/study/run_arm.h"
#include "tests/papers/paper_checks.h"

namespace graft::papers::p_tuning_v2 {
namespace {

const Bert& Trunk() { return testing::MiniLm(); }

Arm Find(const std::string& name) {
  for (const Arm& arm : Arms(Trunk().info(), 1))
    if (arm.name == name) return arm;
  ADD_FAILURE() << "no arm " << name;
  return {};
}

int64_t Parameters(const std::string& name) {
  return ParameterCount(
      **CreateArm(Find(name), Trunk().info(), RandomStream(0, "init")));
}

TEST(PTuningV2Arms, EveryRowAndClaimNamesAnArm) {
  testing::ExpectDesignNamesArms(PTuningV2Design(), Arms(Trunk().info(), 2));
}

// 2·C parameters a token and layer; "0.1 % to 3 %" of the model in the paper's words.
TEST(PTuningV2Arms, CountTheirLayersAndTokens) {
  const int64_t token = 2 * Trunk().info().hidden;
  EXPECT_EQ(Parameters("deep"), 20 * 6 * token);
  EXPECT_EQ(Parameters("deep_100"), 100 * 6 * token);
  EXPECT_EQ(Parameters("first_third"), 20 * 2 * token);
  EXPECT_EQ(Parameters("last_third"), 20 * 2 * token);
  EXPECT_EQ(Parameters("first_two_thirds"), 20 * 4 * token);
  EXPECT_EQ(Parameters("last_two_thirds"), 20 * 4 * token);
  EXPECT_EQ(Parameters("deep_multitask"), Parameters("deep"));
}

TEST(PTuningV2Presets, AreKnownByName) {
  for (const char* name : {"smoke", "quick", "standard"})
    EXPECT_EQ(FindPreset(name)->name, name);
  EXPECT_FALSE(FindPreset("full").ok());
}

// The head starts at the probe, which beats the most frequent tag of all by far, and one run
// leaves it there or better.
TEST(PTuningV2Runs, TagRealSentences) {
  const auto tokenizer = LoadHfTokenizer(testing::MiniLmFolder()).value();
  LoadedTask task = LoadTask({"brown", 200, 20, 40, 4, 48}, "", *tokenizer).value();
  ASSERT_TRUE(task.encoded.tagging.has_value());
  EXPECT_EQ(task.encoded.classes, 12);
  const double words = WordReference("p_tuning_v2", task)->metrics.at("test_accuracy");
  const double frozen =
      Probe("p_tuning_v2", Trunk(), task)->metrics.at("test_accuracy");
  EXPECT_GT(words, 0.6);
  EXPECT_GT(frozen, 0.6);
  StudyConfig config{.paper = "p_tuning_v2", .seeds = 1};
  config.train.batch = 8;
  config.train.steps = 4;
  for (const char* arm : {"deep", "prompt"}) {
    const auto run = RunArm(Trunk(), task.encoded, Find(arm), 1e-3, 0, config);
    ASSERT_TRUE(run.ok()) << run.status();
    EXPECT_GT(run->metrics.at("test_accuracy"), frozen - 0.1) << arm;
  }
}

TEST(PTuningV2Readme, QuotesTheResults) {
  testing::ExpectReadmeQuotesResults(PTuningV2Design(), Trunk().info().ParameterCount(),
                                     10);
}

}  // namespace
}  // namespace graft::papers::p_tuning_v2

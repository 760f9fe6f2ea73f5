#include "peft/lora/lora.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "common/testing/twin_check.h"
#include "tests/peft/lora/lora_ref.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

using testing::MakeMethod;
using testing::RandomTensor;

const std::string kQuery = "encoder.layer.0.attention.self.query";
constexpr int kIn = 8, kOut = 8, kRank = 2, kTokens = 3;
const OptionValues kOptions = {{"r", "2"}, {"alpha", "3"}};
const Dropout kOff;

class LoraTest : public ::testing::Test {
 protected:
  const Bert trunk_ = testing::TinyBert();
  const std::unique_ptr<Method> lora_ = MakeMethod("lora", kOptions, trunk_);
};

TEST_F(LoraTest, RejectsBadOptions) {
  const auto error = [&](const OptionValues& options) {
    return CreateMethod("lora", options, trunk_.info(), RandomStream(1, "init"))
        .status()
        .ToString();
  };
  EXPECT_EQ(error({{"r", "0"}}),
            "INVALID_ARGUMENT: method lora: r=0: expected 1 … 8 for "
            "encoder.layer.0.attention.self.query");
  EXPECT_NE(error({{"r", "9"}}).find("expected 1 … 8"), std::string::npos);
  for (const char* alpha : {"0", "nan", "inf"})
    EXPECT_NE(error({{"alpha", alpha}}).find("expected a finite number above 0"),
              std::string::npos);
  EXPECT_NE(error({{"dropout", "1"}}).find("expected [0, 1)"), std::string::npos);
  EXPECT_NE(error({{"targets", "query,nothing"}}).find("matches no linear map"),
            std::string::npos);
  EXPECT_EQ(error({{"r", "2"}, {"rank_pattern", "value:1.5"}}),
            "INVALID_ARGUMENT: method lora: r=1.5: expected 1 … 8 for "
            "encoder.layer.0.attention.self.value");
  EXPECT_NE(
      error({{"rank_pattern", "key:2"}}).find("rank_pattern: 'key:2' matches none"),
      std::string::npos);
  EXPECT_NE(error({{"r", "2"}, {"alpha_pattern", "query:0"}}).find("alpha=0"),
            std::string::npos);
  EXPECT_NE(error({{"bias", "some"}}).find("expected none, lora_only or all"),
            std::string::npos);
  EXPECT_NE(error({{"rank", "8"}}).find("unknown option rank"), std::string::npos);
}

TEST_F(LoraTest, StartsAsTheIdentity) {
  EXPECT_TRUE(testing::Hidden(trunk_, *lora_).equal(testing::Hidden(trunk_, Graft())));
}

TEST_F(LoraTest, CountsRankTimesInPlusOutParametersAMap) {
  EXPECT_EQ(ParameterCount(*lora_), 2 * 2 * kRank * (kIn + kOut));
  const auto ffn = MakeMethod(
      "lora", {{"r", "2"}, {"targets", "intermediate.dense,output.dense"}}, trunk_);
  EXPECT_EQ(ParameterCount(*ffn), 2 * 2 * kRank * (8 + 12));
}

TEST_F(LoraTest, AgreesWithItsTwinInValueAndGradient) {
  testing::Randomise(lora_->Tensors(), 1);
  const at::Tensor x = RandomTensor({kTokens, kIn}, 2).requires_grad_(),
                   y = RandomTensor({kTokens, kOut}, 3).requires_grad_();
  std::vector<NamedTensor> all = lora_->Tensors();
  all.resize(2);  // the first map's
  all.push_back({"x", x});
  all.push_back({"y", y});
  testing::ExpectEqualToTwin(
      [&] {
        return lora_->Linear({kQuery, 0, kOff}, x, y);
      },
      all,
      [](const auto& p) {
        auto out = p[3];
        ref::AddLora(p[2], p[0], p[1], 3.0 / kRank, kIn, kRank, kOut, out);
        return out;
      });
}

TEST_F(LoraTest, DifferentiatesThroughTheTrunkAndItsDropout) {
  const auto lora = MakeMethod(
      "lora", {{"r", "2"}, {"dropout", "0.2"}, {"targets", "query,value,output.dense"}},
      trunk_);
  for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
    const auto agreement = testing::CheckMethodGradient(trunk_, *lora, dropout);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

// In every map that it may change; conformance_test.cc has the other types.
TEST_F(LoraTest, MergedEqualsUnmerged) {
  const auto lora = MakeMethod(
      "lora", {{"r", "2"}, {"alpha", "3"}, {"targets", "query,key,value,dense"}},
      trunk_);
  testing::Randomise(lora->Tensors(), 1, 0.3);
  const auto merged = Bert::Create(
      trunk_.config(), MergedWeights(*lora, trunk_.info().weights), at::kDouble);
  ASSERT_TRUE(merged.ok()) << merged.status();
  EXPECT_LT(testing::RelativeDistance(testing::Hidden(*merged, Graft()),
                                      testing::Hidden(trunk_, *lora)),
            testing::Rounding(at::kDouble));
}

TEST_F(LoraTest, RankStabilisationScalesByTheRoot) {
  const auto plain = MakeMethod("lora", {{"r", "4"}, {"alpha", "4"}}, trunk_);
  const auto stable =
      MakeMethod("lora", {{"r", "4"}, {"alpha", "2"}, {"rslora", "true"}}, trunk_);
  testing::Randomise(plain->Tensors(), 1);
  testing::Randomise(stable->Tensors(), 1);  // 4/4 = 2/√4
  EXPECT_TRUE(testing::Hidden(trunk_, *plain).equal(testing::Hidden(trunk_, *stable)));
}

// A map with a rank and an α of its own is that of a LoRA which has them everywhere.
TEST_F(LoraTest, PatternsGiveSomeMapsAnotherRankAndAlpha) {
  const auto mixed = MakeMethod("lora",
                                {{"r", "2"},
                                 {"alpha", "3"},
                                 {"rank_pattern", "layer.1.attention.self.value:4"},
                                 {"alpha_pattern", "value:5"}},
                                trunk_);
  const auto large = MakeMethod("lora", {{"r", "4"}, {"alpha", "5"}}, trunk_);
  const std::string value = "encoder.layer.1.attention.self.value";
  const at::Tensor x = RandomTensor({kTokens, kIn}, 2),
                   y = RandomTensor({kTokens, kOut}, 3);
  for (const Method* lora : {mixed.get(), large.get(), lora_.get()})
    for (const NamedTensor& t : lora->Tensors()) testing::Randomise({t}, 1);
  EXPECT_EQ(ParameterCount(*mixed), (3 * 2 + 4) * (kIn + kOut));
  EXPECT_TRUE(mixed->Linear({value, 1, kOff}, x, y)
                  .equal(large->Linear({value, 1, kOff}, x, y)));
  EXPECT_TRUE(mixed->Linear({kQuery, 0, kOff}, x, y)
                  .equal(lora_->Linear({kQuery, 0, kOff}, x, y)));
}

TEST_F(LoraTest, TrainsTheBiasesItIsTold) {
  const auto count = [&](const char* bias) {
    return ParameterCount(*MakeMethod("lora", {{"r", "2"}, {"bias", bias}}, trunk_));
  };
  const int64_t c = 8, f = 12;
  EXPECT_EQ(count("lora_only") - count("none"), 2 * 2 * c);
  EXPECT_EQ(count("all") - count("none"), 2 * (7 * c + f) + 2 * c);
  const auto all = MakeMethod("lora", {{"r", "2"}, {"bias", "all"}}, trunk_);
  EXPECT_TRUE(testing::Hidden(trunk_, *all).equal(testing::Hidden(trunk_, Graft())));
  testing::Randomise(all->Tensors(), 1, 0.3);
  const auto merged = Bert::Create(
      trunk_.config(), MergedWeights(*all, trunk_.info().weights), at::kDouble);
  ASSERT_TRUE(merged.ok()) << merged.status();
  EXPECT_LT(testing::RelativeDistance(testing::Hidden(*merged, Graft()),
                                      testing::Hidden(trunk_, *all)),
            testing::Rounding(at::kDouble));
}

TEST_F(LoraTest, LearnsATinyTask) {
  EXPECT_LT(testing::LossAfter(trunk_, *lora_, 60, 0.05), 0.05);
}

}  // namespace
}  // namespace graft

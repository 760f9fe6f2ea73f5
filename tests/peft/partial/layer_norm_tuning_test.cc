#include "peft/partial/layer_norm_tuning.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

using ::testing::HasSubstr;

class LayerNormTuningTest : public ::testing::Test {
 protected:
  const Bert trunk_ = testing::TinyBert();
  const std::unique_ptr<Method> tuning_ = testing::MakeMethod("ln_tuning", {}, trunk_);
};

TEST_F(LayerNormTuningTest, RejectsBadOptions) {
  const auto error = [&](const OptionValues& options) {
    return CreateMethod("ln_tuning", options, trunk_.info(), RandomStream(1, ""))
        .status()
        .ToString();
  };
  EXPECT_THAT(error({{"r", "1"}}), HasSubstr("unknown option r: the method has"));
  for (const char* target : {"query", "Norm", "output.dense"})
    EXPECT_THAT(error({{"targets", target}}), HasSubstr("matches no LayerNorm"));
  EXPECT_THAT(error({{"targets", ""}}), HasSubstr("no targets"));
}

TEST_F(LayerNormTuningTest, TrainsThoseThatItIsTold) {
  const auto some = testing::MakeMethod(
      "ln_tuning", {{"targets", "attention.output.LayerNorm"}}, trunk_);
  EXPECT_EQ(ParameterCount(*some), trunk_.info().layers * 2 * trunk_.info().hidden);
}

TEST_F(LayerNormTuningTest, StartsAsTheTrunkToTheBit) {
  EXPECT_TRUE(
      testing::Hidden(trunk_, *tuning_).equal(testing::Hidden(trunk_, Graft())));
}

// The card's count: 4C a layer, and 2C at the embeddings.
TEST_F(LayerNormTuningTest, TrainsEveryLayerNormAndNothingElse) {
  const int64_t c = trunk_.info().hidden;
  EXPECT_EQ(ParameterCount(*tuning_), trunk_.info().layers * 4 * c + 2 * c);
  for (const NamedTensor& t : tuning_->Tensors())
    EXPECT_THAT(t.name, HasSubstr("LayerNorm.")) << t.name;
}

// Nothing follows the last LayerNorm: from (γ, β) to (2γ, β + s), a state z becomes
// 2z - β + s. Three operations a element, each rounded once.
TEST_F(LayerNormTuningTest, TheLastLayerNormScalesAndShiftsTheOutput) {
  const std::string last = "encoder.layer.1.output.LayerNorm.";
  const at::Tensor before = testing::Hidden(trunk_, *tuning_).detach();
  const at::Tensor beta = trunk_.info().weights.at(last + "bias"),
                   shift = testing::RandomTensor({trunk_.info().hidden}, 1);
  for (const auto& [name, tensor] : tuning_->Tensors()) {
    if (name == last + "weight") tensor.detach().mul_(2);
    if (name == last + "bias") tensor.detach().add_(shift);
  }
  EXPECT_LT(testing::RelativeDistance(testing::Hidden(trunk_, *tuning_),
                                      2 * before - beta + shift),
            8 * 0x1p-52);
}

TEST_F(LayerNormTuningTest, DifferentiatesThroughTheTrunkAndItsDropout) {
  for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
    const auto agreement = testing::CheckMethodGradient(trunk_, *tuning_, dropout);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

// The same operations on the same numbers: to the bit.
TEST_F(LayerNormTuningTest, MergedEqualsUnmerged) {
  testing::Randomise(tuning_->Tensors(), 1, 0.3);
  const auto merged = Bert::Create(
      trunk_.config(), MergedWeights(*tuning_, trunk_.info().weights), at::kDouble);
  ASSERT_TRUE(merged.ok()) << merged.status();
  EXPECT_TRUE(
      testing::Hidden(*merged, Graft()).equal(testing::Hidden(trunk_, *tuning_)));
}

TEST_F(LayerNormTuningTest, LearnsATinyTask) {
  EXPECT_LT(testing::LossAfter(trunk_, *tuning_, 60, 0.05), 0.05);
}

}  // namespace
}  // namespace graft

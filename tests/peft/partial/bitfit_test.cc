#include "peft/partial/bitfit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

using ::testing::HasSubstr;

class BitFitTest : public ::testing::Test {
 protected:
  const Bert trunk_ = testing::TinyBert();
  const std::unique_ptr<Method> bitfit_ = testing::MakeMethod("bitfit", {}, trunk_);
};

TEST_F(BitFitTest, RejectsOptions) {
  EXPECT_THAT(CreateMethod("bitfit", {{"r", "1"}}, trunk_.info(), RandomStream(1, ""))
                  .status()
                  .ToString(),
              HasSubstr("unknown option r: the method has none"));
}

TEST_F(BitFitTest, StartsAsTheTrunkToTheBit) {
  EXPECT_TRUE(
      testing::Hidden(trunk_, *bitfit_).equal(testing::Hidden(trunk_, Graft())));
}

// The card's count: 7C + F a layer, and 2C at the embeddings' LayerNorm and the pooler.
TEST_F(BitFitTest, TrainsEveryBiasAndNothingElse) {
  const int64_t c = trunk_.info().hidden, f = trunk_.info().feed_forward;
  EXPECT_EQ(ParameterCount(*bitfit_), trunk_.info().layers * (7 * c + f) + 2 * c);
  std::set<std::string> trained;
  for (const NamedTensor& t : bitfit_->Tensors()) trained.insert(t.name);
  for (const auto& [name, theta] : trunk_.info().weights)
    EXPECT_EQ(trained.contains(name), name.ends_with(".bias")) << name;
}

// A bias by itself: the sum over tokens of the gradient at the map's output. Checked where
// nothing else follows: the last LayerNorm's β moves every hidden state as it moves.
TEST_F(BitFitTest, TheLastBiasShiftsTheOutputByItself) {
  const at::Tensor before = testing::Hidden(trunk_, *bitfit_).detach();
  const at::Tensor shift = testing::RandomTensor({trunk_.info().hidden}, 1);
  for (const auto& [name, tensor] : bitfit_->Tensors())
    if (name == "encoder.layer.1.output.LayerNorm.bias") tensor.detach().add_(shift);
  // One addition more per element.
  EXPECT_LT(
      testing::RelativeDistance(testing::Hidden(trunk_, *bitfit_), before + shift),
      4 * 2.2e-16);
}

TEST_F(BitFitTest, DifferentiatesThroughTheTrunkAndItsDropout) {
  for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
    const auto agreement = testing::CheckMethodGradient(trunk_, *bitfit_, dropout);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

// The same operations on the same numbers: to the bit.
TEST_F(BitFitTest, MergedEqualsUnmerged) {
  testing::Randomise(bitfit_->Tensors(), 1, 0.3);
  const auto merged = Bert::Create(
      trunk_.config(), MergedWeights(*bitfit_, trunk_.info().weights), at::kDouble);
  ASSERT_TRUE(merged.ok()) << merged.status();
  EXPECT_TRUE(
      testing::Hidden(*merged, Graft()).equal(testing::Hidden(trunk_, *bitfit_)));
}

TEST_F(BitFitTest, LearnsATinyTask) {
  EXPECT_LT(testing::LossAfter(trunk_, *bitfit_, 60, 0.05), 0.05);
}

}  // namespace
}  // namespace graft

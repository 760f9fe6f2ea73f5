#include "peft/partial/full_fine_tuning.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/models/head.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

using ::testing::HasSubstr;

class FullFineTuningTest : public ::testing::Test {
 protected:
  const Bert trunk_ = testing::TinyBert();
  const std::unique_ptr<Method> full_ = testing::MakeMethod("full", {}, trunk_);
};

TEST_F(FullFineTuningTest, RejectsOptions) {
  EXPECT_THAT(CreateMethod("full", {{"r", "1"}}, trunk_.info(), RandomStream(1, ""))
                  .status()
                  .ToString(),
              HasSubstr("unknown option r: the method has none"));
}

TEST_F(FullFineTuningTest, StartsAsTheTrunkToTheBit) {
  EXPECT_TRUE(testing::Hidden(trunk_, *full_).equal(testing::Hidden(trunk_, Graft())));
}

TEST_F(FullFineTuningTest, CountsEveryParameterOfTheTrunk) {
  EXPECT_EQ(ParameterCount(*full_), trunk_.info().ParameterCount());
  EXPECT_EQ(full_->Tensors().size(), trunk_.info().weights.size());
}

// Through a head that reads the pooler. A key's bias adds the same number to all scores of a
// query, which softmax does not see: its gradient is zero but for rounding, 32 ε of gradients
// of up to 100.
TEST_F(FullFineTuningTest, TheGradientReachesEveryTensor) {
  testing::Randomise(full_->Tensors(), 1, 0.3);
  Head head(3, trunk_.info().hidden, Pooling::kPooler, 0, at::kDouble,
            RandomStream(1, "init"));
  testing::Randomise(head.Tensors(), 2);
  const Ragged x = trunk_.Forward(testing::TinyBatch(), *full_, {});
  head.Logits(trunk_, x, *full_, {}).square().sum().backward();
  for (const auto& [name, tensor] : full_->Tensors()) {
    ASSERT_TRUE(tensor.grad().defined()) << name;
    const double largest = tensor.grad().abs().max().item<double>();
    if (name.ends_with("key.bias")) {
      EXPECT_LT(largest, 100 * testing::Rounding(at::kDouble)) << name;
    } else {
      EXPECT_GT(largest, 1e-6) << name;
    }
  }
}

TEST_F(FullFineTuningTest, DifferentiatesThroughTheTrunkAndItsDropout) {
  for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
    const auto agreement = testing::CheckMethodGradient(trunk_, *full_, dropout);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

// It is the trunk's own function of the trained parameters: to the bit, and no frozen tensor
// is left in it.
TEST_F(FullFineTuningTest, MergedEqualsUnmerged) {
  testing::Randomise(full_->Tensors(), 1, 0.3);
  const Weights weights = MergedWeights(*full_, trunk_.info().weights);
  for (const auto& [name, theta] : trunk_.info().weights)
    EXPECT_FALSE(weights.at(name).equal(theta)) << name;
  const auto merged = Bert::Create(trunk_.config(), weights, at::kDouble);
  ASSERT_TRUE(merged.ok()) << merged.status();
  EXPECT_TRUE(testing::Hidden(*merged, Graft()).equal(testing::Hidden(trunk_, *full_)));
}

TEST_F(FullFineTuningTest, LearnsATinyTask) {
  EXPECT_LT(testing::LossAfter(trunk_, *full_, 30, 0.02), 0.05);
}

}  // namespace
}  // namespace graft

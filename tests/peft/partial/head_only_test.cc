#include "peft/partial/head_only.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/models/head.h"
#include "common/tensor/ops.h"
#include "common/testing/tiny_bert.h"
#include "common/train/trainer.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

using ::testing::HasSubstr;

class HeadOnlyTest : public ::testing::Test {
 protected:
  const Bert trunk_ = testing::TinyBert();
  const std::unique_ptr<Method> method_ = testing::MakeMethod("head", {}, trunk_);
};

TEST_F(HeadOnlyTest, RejectsOptions) {
  EXPECT_THAT(CreateMethod("head", {{"r", "1"}}, trunk_.info(), RandomStream(1, ""))
                  .status()
                  .ToString(),
              HasSubstr("unknown option r: the method has none"));
}

TEST_F(HeadOnlyTest, HasNothingOfItsOwnAndChangesNothing) {
  EXPECT_EQ(ParameterCount(*method_), 0);
  const at::Tensor hidden = testing::Hidden(trunk_, *method_);
  EXPECT_FALSE(hidden.requires_grad());
  EXPECT_TRUE(hidden.equal(testing::Hidden(trunk_, Graft())));
  const Weights merged = MergedWeights(*method_, trunk_.info().weights);
  for (const auto& [name, theta] : trunk_.info().weights)
    EXPECT_TRUE(merged.at(name).is_same(theta)) << name;
}

// Three points of eight features are always separable: the head alone fits them.
TEST_F(HeadOnlyTest, LearnsATinyTaskByItsHead) {
  const Head head(2, trunk_.info().hidden, Pooling::kMean, 0, at::kDouble,
                  RandomStream(1, "init"));
  const at::Tensor labels = at::tensor({0, 1, 0}, at::kLong);
  const TrainTask task = {3,
                          [&](std::span<const int64_t>, const Dropout& dropout) {
                            const Ragged x =
                                trunk_.Forward(testing::TinyBatch(), *method_, {});
                            return at::cross_entropy_loss(
                                head.Logits(trunk_, x, *method_, dropout), labels);
                          },
                          {}};
  TrainConfig config;
  config.rate = 0.2;
  config.steps = 100;
  double last = 1;
  const auto result =
      Train(task, head.Tensors(), config, [&](int64_t, double loss) { last = loss; });
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_LT(last, 0.05);
}

}  // namespace
}  // namespace graft

#include "common/models/linear_head.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"

namespace graft {
namespace {

using testing::RandomTensor;

TEST(LinearHead, StartsSmallWithoutBias) {
  const LinearHead head(64, 64, 0, at::kFloat, RandomStream(1, "init"));
  const auto tensors = head.Tensors();
  ASSERT_EQ(tensors.size(), 2);
  EXPECT_EQ(tensors[0].name, "classifier.weight");
  EXPECT_EQ(tensors[1].name, "classifier.bias");
  EXPECT_EQ(head.classes(), 64);
  // 4,096 draws: the deviation's own deviation is 0.02/√8192 = 2.2e-4.
  EXPECT_NEAR(tensors[0].tensor.std().item<double>(), 0.02, 5 * 2.2e-4);
  EXPECT_EQ(tensors[1].tensor.abs().max().item<double>(), 0);
}

TEST(LinearHead, MayHaveAnotherName) {
  const RandomStream init(1, "init");
  const LinearHead head(2, 8, 0.5, at::kDouble, init, "qa_outputs");
  EXPECT_EQ(head.Tensors()[0].name, "qa_outputs.weight");
  EXPECT_EQ(head.Tensors()[1].name, "qa_outputs.bias");
  // The name is its stream's, too: two heads beside each other differ in all they draw.
  const LinearHead other(2, 8, 0.5, at::kDouble, init);
  EXPECT_FALSE(other.Tensors()[0].tensor.equal(head.Tensors()[0].tensor));
}

TEST(LinearHead, StartsFromACopyOfAGivenMap) {
  const LinearMap start{RandomTensor({3, 8}, 1), RandomTensor({3}, 2)};
  const LinearHead head(start, 0, at::kDouble);
  const auto tensors = head.Tensors();
  EXPECT_TRUE(tensors[0].tensor.equal(start.weight));
  EXPECT_TRUE(tensors[1].tensor.equal(start.bias));
  testing::Randomise(tensors, 3);
  EXPECT_FALSE(head.Tensors()[0].tensor.equal(start.weight));
  EXPECT_TRUE(start.weight.equal(RandomTensor({3, 8}, 1)));
}

TEST(LinearHead, MapsRowsAndDropsOnlyInTraining) {
  const LinearMap map{RandomTensor({3, 8}, 1), RandomTensor({3}, 2)};
  const LinearHead head(map, 0.5, at::kDouble);
  const at::Tensor rows = RandomTensor({5, 8}, 3);
  const at::Tensor want = at::mm(rows, map.weight.t()) + map.bias;
  // Sums of eight products: a few roundings of 1e-16.
  EXPECT_LT(testing::RelativeDistance(head.Logits(rows, {}), want), 1e-14);
  const Dropout training(RandomStream(1, "dropout"));
  EXPECT_GT(testing::RelativeDistance(head.Logits(rows, training), want), 0.01);
  EXPECT_EQ(head.classes(), 3);
}

TEST(LinearHead, ChecksTheWidth) {
  const LinearHead head(3, 8, 0, at::kDouble, RandomStream(1, "init"));
  EXPECT_DEATH(head.Logits(RandomTensor({5, 7}, 3), {}), "7");
}

}  // namespace
}  // namespace graft

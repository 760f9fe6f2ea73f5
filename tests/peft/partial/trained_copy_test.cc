#include "peft/partial/trained_copy.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"

namespace graft {
namespace {

const std::string kTrained = "encoder.layer.0.output.LayerNorm.weight";
const std::string kFrozen = "encoder.layer.1.output.LayerNorm.weight";
const Dropout kOff;

TrainedCopy CopyOfOne(const Bert& trunk) {
  return TrainedCopy(trunk.info(),
                     [](std::string_view name) { return name == kTrained; });
}

TEST(TrainedCopy, OwnsCopiesOfTheNamedTensorsOnly) {
  const Bert trunk = testing::TinyBert();
  const at::Tensor& theta = trunk.info().weights.at(kTrained);
  const TrainedCopy copy = CopyOfOne(trunk);
  ASSERT_EQ(copy.Tensors().size(), 1);
  EXPECT_EQ(copy.Tensors()[0].name, kTrained);
  const at::Tensor own = copy.Tensors()[0].tensor;
  EXPECT_TRUE(own.equal(theta));
  EXPECT_TRUE(own.requires_grad());
  EXPECT_FALSE(theta.requires_grad());
  EXPECT_NE(own.const_data_ptr(), theta.const_data_ptr());
}

TEST(TrainedCopy, TakesThePlaceOfWhatItTrainsAndPassesTheRest) {
  const Bert trunk = testing::TinyBert();
  const TrainedCopy copy = CopyOfOne(trunk);
  testing::Randomise(copy.Tensors(), 1);
  const at::Tensor &trained = trunk.info().weights.at(kTrained),
                   &frozen = trunk.info().weights.at(kFrozen);
  EXPECT_TRUE(copy.Parameter({kTrained, 0, kOff}, trained)
                  .equal(copy.Tensors()[0].tensor.detach()));
  EXPECT_TRUE(copy.Parameter({kFrozen, 1, kOff}, frozen).is_same(frozen));
  EXPECT_FALSE(copy.Merged(kFrozen, frozen).has_value());
  EXPECT_TRUE(copy.Merged(kTrained, trained)->equal(copy.Tensors()[0].tensor));
}

// A merged model is a plain one: later training must not reach it.
TEST(TrainedCopy, MergesASnapshot) {
  const Bert trunk = testing::TinyBert();
  const TrainedCopy copy = CopyOfOne(trunk);
  const at::Tensor merged = *copy.Merged(kTrained, trunk.info().weights.at(kTrained));
  testing::Randomise(copy.Tensors(), 1);
  EXPECT_FALSE(merged.requires_grad());
  EXPECT_TRUE(merged.equal(trunk.info().weights.at(kTrained)));
}

// Steps far below bfloat16's resolution add up in the copy, and its gradient is float32.
TEST(TrainedCopy, StaysInFloatBesideABfloat16Trunk) {
  const Bert trunk = testing::TinyBert(at::kBFloat16);
  const at::Tensor& theta = trunk.info().weights.at(kTrained);
  const TrainedCopy copy = CopyOfOne(trunk);
  const at::Tensor own = copy.Tensors()[0].tensor;
  EXPECT_EQ(own.scalar_type(), at::kFloat);
  const at::Tensor used = copy.Parameter({kTrained, 0, kOff}, theta);
  EXPECT_EQ(used.scalar_type(), at::kBFloat16);
  used.sum().backward();
  EXPECT_EQ(own.grad().scalar_type(), at::kFloat);
  EXPECT_EQ(copy.Merged(kTrained, theta)->scalar_type(), at::kBFloat16);
}

}  // namespace
}  // namespace graft

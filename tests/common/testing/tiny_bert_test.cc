#include "common/testing/tiny_bert.h"

#include <gtest/gtest.h>

#include "common/testing/tensors.h"

namespace graft::testing {
namespace {

TEST(TinyBert, IsTheSameEachTime) {
  const at::Tensor a = TinyBert().Forward(TinyBatch(), Graft(), {}).rows;
  EXPECT_TRUE(a.equal(TinyBert().Forward(TinyBatch(), Graft(), {}).rows));
  EXPECT_EQ(a.sizes(), (at::IntArrayRef{9, 8}));
}

// Every tensor of the model matters to the output (the pooler to the pooler's).
TEST(TinyBert, EveryWeightMatters) {
  const Bert trunk = TinyBert();
  const at::Tensor before = trunk.Forward(TinyBatch(), Graft(), {}).rows;
  for (const auto& [name, tensor] : trunk.info().weights) {
    if (name.starts_with("pooler.") || name.ends_with("key.bias")) continue;
    Weights changed = trunk.info().weights;
    changed[name] = tensor + 0.5 * RandomTensor(tensor.sizes().vec(), 1);
    const auto other = Bert::Create(trunk.config(), changed, at::kDouble);
    ASSERT_TRUE(other.ok()) << other.status();
    EXPECT_GT(RelativeDistance(other->Forward(TinyBatch(), Graft(), {}).rows, before),
              1e-6)
        << name;
  }
}

}  // namespace
}  // namespace graft::testing

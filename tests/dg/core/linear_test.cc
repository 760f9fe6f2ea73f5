#include "dg/core/linear.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/ops.h"

namespace graft {
namespace {

TEST(Linear, StartsWithinPyTorchsBounds) {
  const Linear map(50, 16, at::kDouble, RandomStream(1, "init"));
  for (const NamedTensor& t : map.Tensors("map")) {
    EXPECT_LE(t.tensor.abs().max().item<double>(), 0.25);  // 1/√16
    // The standard deviation of U(-a, a) is a/√3.
    EXPECT_NEAR(t.tensor.std().item<double>(), 0.25 / std::sqrt(3), 0.03) << t.name;
  }
}

TEST(Linear, Computes) {
  const Linear map(2, 3, at::kDouble, RandomStream(1, "init"));
  const at::Tensor x = at::ones({1, 3}, at::kDouble);
  EXPECT_TRUE(map(x).allclose(map.weight().sum(1) + map.bias()));
  EXPECT_EQ(map.Tensors("c")[0].name, "c.weight");
  EXPECT_EQ(map.Tensors("c")[1].name, "c.bias");
}

TEST(Linear, RowsOfAnotherWidthAreOurBug) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  const Linear map(2, 3, at::kDouble, RandomStream(1, "init"));
  EXPECT_DEATH(map(at::ones({1, 4}, at::kDouble)), "4");
}

}  // namespace
}  // namespace graft

#include "common/tensor/gradients.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"

namespace graft {
namespace {

at::Tensor Leaf(double value) {
  return at::full({1}, value, at::kDouble).requires_grad_();
}

TEST(Gradients, AreTheDerivativesAndLeaveGradAlone) {
  const at::Tensor x = Leaf(3), z = Leaf(5);
  const auto d = Gradients((x * x * z).sum(), {x, z});
  EXPECT_EQ(d[0].item<double>(), 2 * 3 * 5);
  EXPECT_EQ(d[1].item<double>(), 9);
  EXPECT_FALSE(x.grad().defined());
}

TEST(Gradients, CanBeDifferentiatedAgain) {
  const at::Tensor x = Leaf(3);
  const at::Tensor once = Gradients((x * x * x).sum(), {x}, /*create_graph=*/true)[0];
  EXPECT_EQ(Gradients(once.sum(), {x})[0].item<double>(), 6 * 3);
}

// y = x², d_y = 2x: the sum is 2x · 2x, and its derivative counts d_y's own.
TEST(Gradients, WeighsAYOfAnyShapeByDy) {
  const at::Tensor x = at::tensor({3.0, 4.0}, at::kDouble).requires_grad_();
  const at::Tensor once = Gradients(x * x, 2 * x, {x}, /*create_graph=*/true)[0];
  EXPECT_TRUE(once.equal(at::tensor({36.0, 64.0}, at::kDouble)));
  EXPECT_TRUE(
      Gradients(once.sum(), {x})[0].equal(at::tensor({24.0, 32.0}, at::kDouble)));
}

TEST(Gradients, RefusesAnInputThatIsNotInTheGraph) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  const at::Tensor x = Leaf(3), z = Leaf(5);
  EXPECT_DEATH(Gradients((x * x).sum(), {z}), "does not depend on tensor 0");
}

}  // namespace
}  // namespace graft

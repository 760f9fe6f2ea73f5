#include "dg/core/adam.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

at::Tensor Leaf(double value) {
  return at::full({1}, value, at::kDouble).requires_grad_();
}

// After one step m̂ = g and v̂ = g²: θ - α g/(|g| + ε).
TEST(Adam, FirstStepIsTheRateInTheGradientsDirection) {
  const at::Tensor theta = Leaf(2);
  Adam adam({{"theta", theta}}, {.rate = 0.1});
  adam.Minimise((3 * theta).sum());
  EXPECT_NEAR(theta.item<double>(), 2 - 0.1 * 3 / (3 + 1e-8), 1e-15);
}

// Two steps by hand: the L2 penalty is part of the gradient, so it passes the moments.
TEST(Adam, AddsTheL2PenaltyToTheGradient) {
  const double decay = 0.5, rate = 0.1;
  const at::Tensor theta = Leaf(2);
  Adam adam({{"theta", theta}}, {.rate = rate, .weight_decay = decay});
  double value = 2, m = 0, v = 0;
  for (int t = 1; t <= 2; ++t) {
    const double g = 3 + decay * value;
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    value -= rate * (m / (1 - std::pow(0.9, t))) /
             (std::sqrt(v / (1 - std::pow(0.999, t))) + 1e-8);
    adam.Minimise((3 * theta).sum());
  }
  EXPECT_NEAR(theta.item<double>(), value, 1e-14);
}

TEST(Adam, GoesOnFromItsStateBitForBit) {
  const at::Tensor a = Leaf(2), b = Leaf(5);
  Adam whole({{"a", a}}, {.rate = 0.1}), resumed({{"b", b}}, {.rate = 0.7});
  whole.Minimise(a.square().sum());
  const NoGrad no_grad;
  const auto from = whole.State("adam"), to = resumed.State("adam");
  for (size_t i = 0; i < from.size(); ++i) to[i].tensor.copy_(from[i].tensor);
  b.copy_(a);
  {
    const at::AutoGradMode grad(true);
    whole.Minimise(a.square().sum());
    resumed.Minimise(b.square().sum());
  }
  EXPECT_TRUE(a.equal(b));
}

TEST(Adam, ResetForgetsEverythingButTheParameters) {
  const at::Tensor a = Leaf(2);
  Adam adam({{"a", a}}, {.rate = 0.1});
  adam.Minimise(a.square().sum());
  const double before = a.item<double>();
  adam.Reset(0.01);
  adam.Minimise(a.sum());
  EXPECT_NEAR(a.item<double>(), before - 0.01 / (1 + 1e-8), 1e-15);
}

}  // namespace
}  // namespace graft

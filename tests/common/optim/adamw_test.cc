#include "common/optim/adamw.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/tensor/threads.h"
#include "common/testing/tensors.h"

namespace graft {
namespace {

using testing::RandomTensor;
using testing::RelativeDistance;

std::vector<NamedTensor> Leaves(at::ScalarType dtype) {
  return {{"w", RandomTensor({3, 4}, 1).to(dtype).requires_grad_()},
          {"b", RandomTensor({5}, 2).to(dtype).requires_grad_()}};
}

// The gradient of step t, the same for every optimiser.
void SetGradients(const std::vector<NamedTensor>& leaves, uint64_t t) {
  const NoGrad no_grad;
  for (const auto& [name, tensor] : leaves)
    tensor.mutable_grad().copy_(RandomTensor(tensor.sizes().vec(), 10 * t + name[0]));
}

// Algorithm 2 as written, in float64, one tensor.
at::Tensor Reference(at::Tensor theta, char name, int steps, double rate,
                     double decay) {
  at::Tensor m = at::zeros_like(theta), v = at::zeros_like(theta);
  for (int t = 1; t <= steps; ++t) {
    const at::Tensor g = RandomTensor(theta.sizes().vec(), 10 * t + name);
    theta = theta - rate * decay * theta;
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    const at::Tensor m_hat = m / (1 - std::pow(0.9, t)),
                     v_hat = v / (1 - std::pow(0.999, t));
    theta = theta - rate * m_hat / (v_hat.sqrt() + 1e-8);
  }
  return theta;
}

// Ten steps of a dozen roundings each: 200 ε; float32 is held to float64.
TEST(AdamW, FollowsItsAlgorithm) {
  for (const auto& [dtype, epsilon] :
       {std::pair(at::kDouble, 2.2e-16), std::pair(at::kFloat, 1.2e-7)}) {
    const std::vector<NamedTensor> leaves = Leaves(dtype);
    AdamW optimizer(leaves, {.weight_decay = 0.1, .decays = {}});
    for (int t = 1; t <= 10; ++t) {
      SetGradients(leaves, t);
      optimizer.Step(0.01);
    }
    for (const auto& [name, tensor] : Leaves(at::kDouble)) {
      const at::Tensor want = Reference(tensor.detach(), name[0], 10, 0.01, 0.1);
      const at::Tensor& got = leaves[name == "w" ? 0 : 1].tensor;
      EXPECT_LT(RelativeDistance(got, want), 200 * epsilon) << name;
    }
  }
}

// 1 - 0.999f is off from 0.001 by 1.3e-5 of itself: moments must not inherit that.
TEST(AdamW, InFloatKeepsItsMomentsToTheLastBits) {
  const std::vector<NamedTensor> leaves = Leaves(at::kFloat);
  AdamW optimizer(leaves, {});
  SetGradients(leaves, 1);
  const at::Tensor g =
      at::cat({leaves[0].tensor.grad().reshape({-1}), leaves[1].tensor.grad()})
          .to(at::kDouble);
  optimizer.Step(0.01);
  const std::vector<NamedTensor> state = optimizer.State();
  EXPECT_LT(RelativeDistance(state[0].tensor, 0.1 * g), 4 * 6e-8);
  EXPECT_LT(RelativeDistance(state[1].tensor, 0.001 * g * g), 4 * 6e-8);
}

TEST(AdamW, DecaysOnlyWhatItIsTold) {
  const std::vector<NamedTensor> leaves = Leaves(at::kDouble);
  const at::Tensor w = leaves[0].tensor.detach().clone(),
                   b = leaves[1].tensor.detach().clone();
  AdamW optimizer(leaves, {.weight_decay = 0.5, .decays = [](std::string_view name) {
                             return name == "w";
                           }});
  optimizer.ZeroGradient();
  optimizer.Step(0.1);
  EXPECT_LT(RelativeDistance(leaves[0].tensor, w * 0.95), 1e-15);
  EXPECT_TRUE(leaves[1].tensor.equal(b));
}

TEST(AdamW, RestoredStateGoesOnToTheBit) {
  const std::vector<NamedTensor> whole = Leaves(at::kFloat),
                                 halves = Leaves(at::kFloat);
  AdamW a(whole, {});
  std::vector<NamedTensor> state;
  int64_t steps = 0;
  {
    AdamW first(halves, {});
    for (int t = 1; t <= 3; ++t) {
      SetGradients(halves, t);
      first.Step(0.01);
    }
    state = first.State();
    steps = first.steps();
  }
  AdamW second(halves, {});
  second.Restore(state[0].tensor, state[1].tensor, steps);
  for (int t = 1; t <= 6; ++t) {
    SetGradients(whole, t);
    a.Step(0.01);
    if (t <= 3) continue;
    SetGradients(halves, t);
    second.Step(0.01);
  }
  for (size_t i = 0; i < whole.size(); ++i)
    EXPECT_TRUE(whole[i].tensor.equal(halves[i].tensor)) << whole[i].name;
}

// A backward pass adds into the flat buffer, and the norm is over all of it.
TEST(AdamW, GradientsAreViewsOfOneBuffer) {
  const std::vector<NamedTensor> leaves = Leaves(at::kDouble);
  AdamW optimizer(leaves, {});
  optimizer.ZeroGradient();
  (leaves[0].tensor.sum() * 3 + leaves[1].tensor.sum() * 4).backward();
  EXPECT_NEAR(optimizer.GradientNorm(), std::sqrt(12 * 9 + 5 * 16), 1e-12);
  EXPECT_EQ(optimizer.size(), 17);
  optimizer.ZeroGradient();
  EXPECT_EQ(leaves[0].tensor.grad().abs().max().item<double>(), 0);
}

TEST(AdamW, GivesTheSameBitsWithAnyNumberOfThreads) {
  const auto run = [](int threads) {
    SetThreads(threads);
    at::Tensor x = RandomTensor({200000}, 1).to(at::kFloat).requires_grad_();
    AdamW optimizer({{"x", x}}, {});
    const NoGrad no_grad;
    x.mutable_grad().copy_(RandomTensor({200000}, 2));
    const double norm = optimizer.GradientNorm();
    optimizer.Step(0.01, ClipFactor(norm, 1));
    SetThreads(1);
    return std::pair(norm, x.detach().clone());
  };
  const auto one = run(1), two = run(2);
  EXPECT_EQ(one.first, two.first);
  EXPECT_TRUE(one.second.equal(two.second));
}

TEST(AdamW, MayHaveNothingToDo) {
  AdamW optimizer({}, {});
  optimizer.Step(0.1);
  EXPECT_EQ(optimizer.GradientNorm(), 0);
}

TEST(ClipFactor, BringsTheNormDownToTheLimit) {
  EXPECT_EQ(ClipFactor(0.5, 1), 1);
  EXPECT_EQ(ClipFactor(5, 0), 1);
  EXPECT_NEAR(5 * ClipFactor(5, 1), 1, 1e-6);
}

TEST(AdamWDeathTest, RejectsWhatIsNotTrainable) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(AdamW({{"frozen", at::zeros({2})}}, {}), "frozen is not trainable");
}

// Each group as an optimiser of its own would have it, to the bit.
TEST(AdamW, GroupsHaveRatesScalesAndNormsOfTheirOwn) {
  const AdamWConfig alone = {.weight_decay = 0.1, .decays = {}};
  AdamWConfig grouped = alone;
  grouped.group = [](std::string_view name) { return name == "b" ? 1 : 0; };
  const std::vector<NamedTensor> both = Leaves(at::kFloat), w = {Leaves(at::kFloat)[0]},
                                 b = {Leaves(at::kFloat)[1]};
  AdamW optimizer(both, grouped), of_w(w, alone), of_b(b, alone);
  for (int t = 1; t <= 5; ++t) {
    for (const auto& leaves : {both, w, b}) SetGradients(leaves, t);
    EXPECT_EQ(optimizer.GradientNorm(0), of_w.GradientNorm());
    EXPECT_EQ(optimizer.GradientNorm(1), of_b.GradientNorm());
    optimizer.Step({{0.01, 0.5}, {0.3, 1}});
    of_w.Step(0.01, 0.5);
    of_b.Step(0.3, 1);
  }
  EXPECT_TRUE(both[0].tensor.equal(w[0].tensor));
  EXPECT_TRUE(both[1].tensor.equal(b[0].tensor));
}

}  // namespace
}  // namespace graft

#include "common/kernels/residual_norm.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/tensor/threads.h"
#include "common/testing/gradient_check.h"
#include "common/testing/tensors.h"

namespace graft {
namespace {

using testing::RandomTensor;
using testing::RelativeDistance;

constexpr int64_t kRows = 130,
                  kColumns = 37;  // more than one chunk, not a multiple of 16
constexpr double kEpsilon = 1e-12;

struct Inputs {
  at::Tensor x = RandomTensor({kRows, kColumns}, 1),
             y = RandomTensor({kRows, kColumns}, 2),
             gamma = RandomTensor({kColumns}, 3), beta = RandomTensor({kColumns}, 4);
  Inputs To(at::ScalarType t) const {
    return {x.to(t), y.to(t), gamma.to(t), beta.to(t)};
  }
  at::Tensor Run(DropoutMask mask = {}) const {
    return ResidualNorm(x, y, gamma, beta, kEpsilon, mask);
  }
};

// The library's own LayerNorm of the plain sum; both round a few times per element.
TEST(ResidualNorm, AgreesWithLayerNormOfTheSum) {
  const Inputs in;
  const at::Tensor want =
      at::layer_norm(in.x + in.y, {kColumns}, in.gamma, in.beta, kEpsilon);
  EXPECT_LT(RelativeDistance(in.Run(), want), 20 * 2.2e-16);
  EXPECT_LT(RelativeDistance(in.To(at::kFloat).Run(), want), 20 * 1.2e-7);
  EXPECT_LT(RelativeDistance(in.To(at::kBFloat16).Run(), want), 4 * 0.0039);
  EXPECT_LT(
      RelativeDistance(ResidualNorm(in.x, {}, in.gamma, in.beta, kEpsilon, {}),
                       at::layer_norm(in.x, {kColumns}, in.gamma, in.beta, kEpsilon)),
      20 * 2.2e-16);
}

// The same mask as a separate dropout would need is applied: zeros where y is dropped.
TEST(ResidualNorm, DropsOrScalesEachElementOfY) {
  Inputs in;
  in.y.fill_(1e6);  // a kept element dominates its row
  const double p = 0.25;
  const at::Tensor z =
      ResidualNorm(in.x, in.y, at::ones({kColumns}, at::kDouble),
                   at::zeros({kColumns}, at::kDouble), kEpsilon, {7, p});
  const double dropped = (z < 0).to(at::kDouble).mean().item<double>();
  EXPECT_NEAR(dropped, p, 5 * std::sqrt(p * (1 - p) / (kRows * kColumns)));
}

TEST(ResidualNorm, DifferentiatesInEveryInput) {
  Inputs in;
  in.x = RandomTensor({4, kColumns}, 1);
  in.y = RandomTensor({4, kColumns}, 2);
  const at::Tensor weight = RandomTensor({4, kColumns}, 5);
  std::vector<NamedTensor> leaves = {
      {"x", in.x}, {"y", in.y}, {"gamma", in.gamma}, {"beta", in.beta}};
  for (const NamedTensor& leaf : leaves) leaf.tensor.requires_grad_();
  for (const DropoutMask mask : {DropoutMask{}, DropoutMask{42, 0.3}}) {
    const auto agreement = testing::CheckGradient(
        [&] { return (in.Run(mask).square() * weight).sum(); }, leaves, 1000);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

TEST(ResidualNorm, WithoutResidualDifferentiatesToo) {
  at::Tensor x = RandomTensor({3, kColumns}, 1).requires_grad_();
  at::Tensor gamma = RandomTensor({kColumns}, 2).requires_grad_();
  const at::Tensor beta = RandomTensor({kColumns}, 3);
  const auto agreement = testing::CheckGradient(
      [&] { return ResidualNorm(x, {}, gamma, beta, kEpsilon, {}).pow(3).sum(); },
      {{"x", x}, {"gamma", gamma}}, 1000);
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

TEST(ResidualNorm, GivesTheSameBitsWithAnyNumberOfThreads) {
  const auto run = [](int threads) {
    SetThreads(threads);
    Inputs in = Inputs().To(at::kFloat);
    in.gamma.requires_grad_();
    const at::Tensor z = in.Run({3, 0.1});
    z.square().sum().backward();
    SetThreads(1);
    return std::pair(z.detach(), in.gamma.grad());
  };
  const auto one = run(1), two = run(2);
  EXPECT_TRUE(one.first.equal(two.first));
  EXPECT_TRUE(one.second.equal(two.second));
}

}  // namespace
}  // namespace graft

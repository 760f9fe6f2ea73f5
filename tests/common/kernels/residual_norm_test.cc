#include "common/kernels/residual_norm.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "common/kernels/fill_mask.h"
#include "common/tensor/ops.h"
#include "common/tensor/threads.h"
#include "common/testing/gradient_check.h"
#include "common/testing/tensors.h"
#include "common/testing/twin_check.h"
#include "tests/common/kernels/residual_norm_ref.h"

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
  Inputs Rows(int64_t rows) const {
    return {x.slice(0, 0, rows), y.slice(0, 0, rows), gamma, beta};
  }
  // To be differentiated in.
  std::vector<NamedTensor> Leaves() const {
    for (const at::Tensor& t : {x, y, gamma, beta}) t.requires_grad_();
    return {{"x", x}, {"y", y}, {"gamma", gamma}, {"beta", beta}};
  }
  at::Tensor Run(DropoutMask mask = {}) const {
    return ResidualNorm(x, y, gamma, beta, kEpsilon, mask);
  }
};

// The factors by which y is multiplied, [rows,C].
at::Tensor MaskOf(DropoutMask mask, int64_t rows) {
  at::Tensor factors = at::zeros({rows, kColumns}, at::kDouble);
  std::vector<double> row(MaskRoom(kColumns));
  for (int64_t n = 0; n < rows; ++n) {
    FillMask(MaskRule(mask), n, kColumns, row.data());
    factors[n].copy_(at::tensor(row).slice(0, 0, kColumns));
  }
  return factors;
}

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

// FillMask draws the mask of a row; p = 1/4 is exact in its 16 bits, so a kept element is
// scaled by 4/3 to the last bit. The tolerances are those above.
TEST(ResidualNorm, DropsOrScalesEachElementOfY) {
  const Inputs in;
  const DropoutMask mask{7, 0.25};
  const at::Tensor m = MaskOf(mask, kRows);
  EXPECT_TRUE(((m == 0) | (m == 1 / (1 - mask.p))).all().item<bool>());
  const double dropped = (m == 0).to(at::kDouble).mean().item<double>();
  EXPECT_NEAR(dropped, 0.25, 5 * std::sqrt(0.25 * 0.75 / (kRows * kColumns)));
  const at::Tensor want =
      at::layer_norm(in.x + m * in.y, {kColumns}, in.gamma, in.beta, kEpsilon);
  EXPECT_LT(RelativeDistance(in.Run(mask), want), 20 * 2.2e-16);
  EXPECT_LT(RelativeDistance(in.To(at::kFloat).Run(mask), want), 20 * 1.2e-7);
}

// The twin's gradient is exact to a few roundings, sums over 37 columns of a few dozen more:
// 1e-12 is some thousand of 2.2e-16.
TEST(ResidualNorm, AgreesWithItsTwinInValueAndGradient) {
  Inputs in = Inputs().Rows(4);
  const std::vector<NamedTensor> leaves = in.Leaves();
  for (const DropoutMask mask : {DropoutMask{}, DropoutMask{42, 0.3}}) {
    const std::vector<double> factors = testing::Values<double>(MaskOf(mask, 4));
    testing::ExpectEqualToTwin([&] { return in.Run(mask); }, leaves,
                               [&]<class T>(const std::vector<std::vector<T>>& t) {
                                 return ref::ResidualNorm(t[0], t[1], t[2], t[3],
                                                          factors, kEpsilon);
                               });
  }
}

TEST(ResidualNorm, DifferentiatesInEveryInput) {
  Inputs in = Inputs().Rows(4);
  const at::Tensor weight = RandomTensor({4, kColumns}, 5);
  const std::vector<NamedTensor> leaves = in.Leaves();
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

// Against float64 on the same rounded numbers. bfloat16 rounds by up to u = 2⁻⁸, arithmetic in
// float hardly at all. d_x = (g - mean g - n̂ mean(g n̂))/σ has its own rounding and, twice, that
// of the saved n̂, whose terms are no larger than the largest d_x here: 3u. d_γ = Σ d_z n̂ has
// its own and that of n̂ in 130 terms, whose sizes add up to 3 of the largest sum: 4u.
TEST(ResidualNorm, InBfloat16DifferentiatesToItsRounding) {
  const at::Tensor d_z = RandomTensor({kRows, kColumns}, 6).to(at::kBFloat16);
  for (const DropoutMask mask : {DropoutMask{}, DropoutMask{42, 0.25}}) {
    Inputs narrow = Inputs().To(at::kBFloat16), wide = narrow.To(at::kDouble);
    const std::vector<NamedTensor> got = narrow.Leaves(), want = wide.Leaves();
    narrow.Run(mask).backward(d_z);
    wide.Run(mask).backward(d_z.to(at::kDouble));
    for (size_t i = 0; i < got.size(); ++i)
      EXPECT_LT(RelativeDistance(got[i].tensor.grad(), want[i].tensor.grad()),
                4.0 / 256)
          << got[i].name;
  }
}

TEST(ResidualNorm, ReadsWeightsThatAreViews) {
  Inputs in;
  const at::Tensor want = in.Run();
  const at::Tensor both = at::stack({in.gamma, in.beta}, 1);  // [C,2]
  in.gamma = both.select(1, 0);
  in.beta = both.select(1, 1);
  EXPECT_TRUE(in.Run().equal(want));
}

TEST(ResidualNormDeathTest, RejectsMixedTypes) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Inputs in = Inputs().To(at::kFloat);
  in.gamma = in.gamma.to(at::kDouble);
  EXPECT_DEATH(in.Run(), "Double beside Float");
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

#include "common/kernels/hard_concrete.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "common/kernels/fill_mask.h"
#include "common/tensor/ops.h"
#include "common/tensor/threads.h"
#include "common/testing/gradient_check.h"
#include "common/testing/tensors.h"
#include "common/testing/twin_check.h"
#include "tests/common/kernels/hard_concrete_ref.h"

namespace graft {
namespace {

using hard_concrete::Noise;
using testing::RandomTensor;
using testing::RelativeDistance;

constexpr int64_t kRows = 13, kColumns = 21;  // 273: two tiles and a part of one

// The noise of element i as the card defines it; `tile` as in GatedSum for α_g.
double NoiseAt(uint64_t key, uint64_t tile, int i) {
  double u = 0;
  DrawTile(key, tile, 0, [&](int at, uint32_t bits) {
    if (at == i) u = (bits + 0.5) / 65536;
  });
  return std::min(1 - 1e-4, std::max(1e-4, u));
}

std::vector<double> NoiseOf(uint64_t key, int64_t count) {
  std::vector<double> u;
  for (int64_t i = 0; i < count; ++i)
    u.push_back(
        NoiseAt(key, static_cast<uint64_t>(i / 128), static_cast<int>(i % 128)));
  u.push_back(NoiseAt(key, (uint64_t{1} << 62) / 128, 0));
  return u;
}

struct Inputs {
  at::Tensor theta0 = RandomTensor({kRows, kColumns}, 1),
             w = RandomTensor({kRows, kColumns}, 2),
             alpha = RandomTensor({kRows, kColumns}, 3).mul_(2),
             group = RandomTensor({1}, 4);
  std::vector<NamedTensor> Leaves() const {
    std::vector<NamedTensor> leaves = {{"w", w}, {"alpha", alpha}};
    if (group.defined()) leaves.push_back({"alpha_group", group});
    for (const NamedTensor& t : leaves) t.tensor.requires_grad_();
    return leaves;
  }
  at::Tensor Run(const HardConcrete& gates) const {
    return GatedSum(gates, theta0, w, alpha, group);
  }
};

TEST(HardConcrete, AgreesWithItsTwinInValueAndGradient) {
  for (const bool structured : {true, false})
    for (const double upper : {1.5, 1.1}) {
      Inputs in;
      if (!structured) in.group.reset();
      const HardConcrete gates{.lower = 1 - upper, .upper = upper, .key = 9};
      const std::vector<double> u = NoiseOf(gates.key, kRows * kColumns),
                                theta0 = testing::Values<double>(in.theta0);
      testing::ExpectEqualToTwin([&] { return in.Run(gates); }, in.Leaves(),
                                 [&]<class T>(const std::vector<std::vector<T>>& t) {
                                   return ref::GatedSum(
                                       theta0, t[0], t[1],
                                       structured ? t[2] : std::vector<T>(), u,
                                       gates.lower, gates.upper);
                                 });
    }
}

// Loss and penalty together: the backward pass adds the penalty's part by itself.
TEST(HardConcrete, DifferentiatesLossAndPenaltyInBothForms) {
  const at::Tensor weight = RandomTensor({kRows, kColumns}, 5);
  for (const L0Form form : {L0Form::kProduct, L0Form::kSum})
    for (const bool structured : {true, false}) {
      Inputs in;
      if (!structured) in.group.reset();
      const HardConcrete gates{.key = 11, .lambda = 0.3, .form = form};
      const auto agreement = testing::CheckGradient(
          [&] {
            return (in.Run(gates).square() * weight).sum() +
                   gates.lambda * ExpectedL0(gates, in.alpha, in.group);
          },
          in.Leaves(), 1000);
      EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
    }
}

// Subtlety 1 of the released code: there the gate of the whole tensor feels λ σ′(α_g), in the
// paper that times the number of elements that are expected to be open.
TEST(HardConcrete, TheFormsDifferInWhatTheGroupFeels) {
  std::vector<double> felt;
  for (const L0Form form : {L0Form::kProduct, L0Form::kSum}) {
    const Inputs in;
    in.Leaves();
    in.Run({.key = 1, .lambda = 1, .form = form}).sum().mul(0).backward();
    felt.push_back(in.group.grad().item<double>());
  }
  const Inputs in;
  const double p = in.group.sigmoid().item<double>(), slope = p * (1 - p),
               open = in.alpha.sigmoid().sum().item<double>();
  EXPECT_NEAR(felt[0], slope * open, 1e-13 * open);  // sums of 273, rounded at 1e-16
  EXPECT_NEAR(felt[1], slope, 1e-15);
  EXPECT_GT(felt[0], 50 * felt[1]);
}

// P(z > 0) = σ(α - ln(-l/r)) and P(z = 1) = σ(α - ln((1-l)/(r-1))); n draws deviate by 5 σ
// = 5 √(p(1-p)/n) at most, and 16 bits by 2⁻¹⁶.
TEST(HardConcrete, OpensAsOftenAsTheClosedFormSays) {
  constexpr int64_t kDraws = 1 << 18;
  const at::Tensor ones = at::ones({kDraws}, at::kDouble);
  for (const double alpha : {-3.0, -0.5, 0.0, 1.0, 5.0})
    for (const double upper : {1.5, 1.1}) {
      const HardConcrete gates{.lower = -0.3, .upper = upper, .key = 5};
      const at::Tensor z = GatedDiff(gates, ones, ones * alpha, {});
      const auto expect = [&](const at::Tensor& hits, double shift) {
        const double p = 1 / (1 + std::exp(shift - alpha)),
                     share = hits.to(at::kDouble).mean().item<double>();
        EXPECT_NEAR(share, p, 5 * std::sqrt(p * (1 - p) / kDraws) + 0x1p-16);
      };
      expect(z > 0, std::log(0.3 / upper));
      expect(z == 1, std::log(1.3 / (upper - 1)));
      const double closed = ExpectedL0(gates, ones * alpha, {}) / kDraws;
      EXPECT_NEAR((z > 0).to(at::kDouble).mean().item<double>(), closed,
                  5 * std::sqrt(closed * (1 - closed) / kDraws) + 0x1p-16);
    }
}

TEST(HardConcrete, WithOpenGatesIsThePlainSumToTheBit) {
  Inputs in;
  in.alpha.fill_(30);
  in.group.fill_(30);
  EXPECT_TRUE(in.Run({.key = 3}).equal(in.theta0 + in.w));
  in.theta0 = in.theta0.to(at::kFloat);
  in.w = in.w.to(at::kFloat);
  in.alpha = in.alpha.to(at::kFloat);
  in.group = in.group.to(at::kFloat);
  EXPECT_TRUE(in.Run({.key = 3}).equal(in.theta0 + in.w));
}

// Of floats and of a bfloat16 θ0 on the same numbers: exp within 2.5 ε, then a dozen roundings
// of numbers up to 5 times the largest gradient; bfloat16 rounds θ once.
TEST(HardConcrete, InNarrowTypesIsNearDouble) {
  for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
    Inputs narrow, wide;
    const at::Tensor d_theta = RandomTensor({kRows, kColumns}, 7).to(type);
    narrow.theta0 = narrow.theta0.to(type);
    narrow.w = narrow.w.to(at::kFloat);
    narrow.alpha = narrow.alpha.to(at::kFloat);
    narrow.group = narrow.group.to(at::kFloat);
    wide.theta0 = narrow.theta0.to(at::kDouble);
    wide.w = narrow.w.to(at::kDouble);
    wide.alpha = narrow.alpha.to(at::kDouble);
    wide.group = narrow.group.to(at::kDouble);
    const auto got = narrow.Leaves(), want = wide.Leaves();
    const HardConcrete gates{.key = 6, .lambda = 0.01};
    const at::Tensor a = narrow.Run(gates), b = wide.Run(gates);
    EXPECT_LT(RelativeDistance(a, b), type == at::kFloat ? 40 * 0x1p-23 : 0x1p-8);
    a.backward(d_theta);
    b.backward(d_theta.to(at::kDouble));
    for (size_t i = 0; i < got.size(); ++i)
      EXPECT_LT(RelativeDistance(got[i].tensor.grad(), want[i].tensor.grad()),
                60 * 0x1p-23)
          << got[i].name;
  }
}

// A tile in which w or d_θ is zero throughout goes another way to the same bits as one in which
// a single element is not.
TEST(HardConcrete, TilesOfZerosAreNoExceptionToTheBit) {
  constexpr int64_t kTile = 128;
  const HardConcrete gates{.key = 8, .lambda = 0.5};
  const at::Tensor theta0 = RandomTensor({kTile}, 1), alpha = RandomTensor({kTile}, 2);
  const auto run = [&](double of_w, double of_gradient) {
    at::Tensor w = at::zeros({kTile}, at::kDouble), d_theta = at::zeros_like(w);
    w[kTile - 1] = of_w;
    d_theta[kTile - 1] = of_gradient;
    w.requires_grad_();
    const at::Tensor gate = alpha.clone().requires_grad_();
    const at::Tensor theta = GatedSum(gates, theta0, w, gate, {});
    theta.backward(d_theta);
    const auto rest = [&](const at::Tensor& t) {
      return t.detach().slice(0, 0, kTile - 1);
    };
    return std::vector<at::Tensor>{rest(theta), rest(w.grad()), rest(gate.grad())};
  };
  const auto zeros = run(0, 0), mixed = run(1, 1);
  for (size_t i = 0; i < zeros.size(); ++i) EXPECT_TRUE(zeros[i].equal(mixed[i])) << i;
  EXPECT_TRUE(zeros[0].equal(theta0.slice(0, 0, kTile - 1)));
  EXPECT_GT(zeros[2].abs().min().item<double>(), 0) << "the penalty is felt";
}

// Gradients are added to what is there, as LibTorch's own are.
TEST(HardConcrete, AddsToGradients) {
  const Inputs in;
  const auto leaves = in.Leaves();
  in.Run({.key = 2}).sum().backward();
  const at::Tensor once = in.w.grad().clone();
  in.Run({.key = 2}).sum().backward();
  EXPECT_TRUE(in.w.grad().equal(2 * once));
}

TEST(HardConcrete, GivesTheSameBitsWithAnyNumberOfThreads) {
  const auto run = [](int threads) {
    SetThreads(threads);
    const at::Tensor w = RandomTensor({300000}, 1).requires_grad_(),
                     alpha = RandomTensor({300000}, 2).requires_grad_(),
                     group = RandomTensor({1}, 3).requires_grad_();
    GatedSum({.key = 4, .lambda = 1}, at::zeros_like(w), w, alpha, group)
        .square()
        .sum()
        .backward();
    return group.grad();
  };
  const at::Tensor one = run(1), two = run(2);
  SetThreads(1);
  EXPECT_TRUE(one.equal(two));
}

TEST(HardConcreteDeathTest, RejectsWrongSizesAndTypes) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Inputs in;
  in.w = in.w.to(at::kFloat);
  EXPECT_DEATH(in.Run({}), "Float beside Double");
  in.w = RandomTensor({3}, 1);
  EXPECT_DEATH(in.Run({}), "\\[3\\] beside");
}

}  // namespace
}  // namespace graft

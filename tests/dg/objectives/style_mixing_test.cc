#include "dg/objectives/style_mixing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::Matrix;
using testing::RandomTensor;

// Rows of one channel with a place for each number [n,1,1,W].
at::Tensor Images(const std::vector<std::vector<double>>& rows) {
  return Matrix(rows).unsqueeze(1).unsqueeze(1);
}
at::Tensor Order(const std::vector<int64_t>& rows) {
  return at::tensor(rows, at::kLong);
}
at::Tensor Numbers(const std::vector<double>& numbers) {
  return at::tensor(numbers, at::kDouble);
}

// (0, 2) has mean 1 and variance 1, (10, 30) mean 20 and variance 100. A quarter of the
// second's style in the first: β = 0.75 + 5, γ = 0.75 √(1 + ε) + 0.25 √(100 + ε).
TEST(MixStyle, MixesMeanAndDeviation) {
  const at::Tensor x = Images({{0, 2}, {10, 30}});
  const at::Tensor y = MixStyle(x, Order({1, 0}), Numbers({0.75, 0.5}));
  const double own = std::sqrt(1 + 1e-6), other = std::sqrt(100 + 1e-6);
  const double half = (0.75 * own + 0.25 * other) / own;
  EXPECT_NEAR(y[0][0][0][0].item<double>(), 5.75 - half, 1e-14);
  EXPECT_NEAR(y[0][0][0][1].item<double>(), 5.75 + half, 1e-14);
  EXPECT_NEAR(y[1].mean().item<double>(), 10.5, 1e-14);
}

// A quarter of the second's values in the first, smallest to smallest.
TEST(EfdMix, MixesValuesRankByRank) {
  const at::Tensor x = Images({{3, 1, 2}, {10, 30, 20}});
  const at::Tensor y = EfdMix(x, Order({1, 0}), Numbers({0.75, 0}));
  EXPECT_TRUE(y.equal(Images({{9.75, 3.25, 6.5}, {1, 3, 2}}))) << y;
}

TEST(StyleMixing, ChangesNoBitWhereLambdaIsOne) {
  const at::Tensor x = RandomTensor({4, 3, 5, 6}, 1);
  const at::Tensor partner = Order({2, 3, 1, 0}), one = at::ones({4}, at::kDouble);
  EXPECT_TRUE(MixStyle(x, partner, one).equal(x));
  EXPECT_TRUE(EfdMix(x, partner, one).equal(x));
  EXPECT_FALSE(MixStyle(x, partner, one * 0.5).equal(x));
  EXPECT_FALSE(EfdMix(x, partner, one * 0.5).equal(x));
}

// With the style of another image alone: its mean, deviation and sorted values.
TEST(StyleMixing, TakesThePartnersStyleWhereLambdaIsZero) {
  const at::Tensor x = RandomTensor({2, 3, 5, 6}, 1), swap = Order({1, 0});
  const at::Tensor zero = at::zeros({2}, at::kDouble);
  const at::Tensor moved = MixStyle(x, swap, zero), matched = EfdMix(x, swap, zero);
  const at::Tensor other = x.index_select(0, swap);
  // ε = 1e-6 is in both deviations, which are near 1.
  EXPECT_LT((moved.mean({2, 3}) - other.mean({2, 3})).abs().max().item<double>(),
            1e-14);
  EXPECT_LT((moved.var({2, 3}) - other.var({2, 3})).abs().max().item<double>(), 1e-5);
  EXPECT_LT(
      (std::get<0>(matched.flatten(2).sort(2)) - std::get<0>(other.flatten(2).sort(2)))
          .abs()
          .max()
          .item<double>(),
      1e-14);
}

at::Tensor GradientOf(decltype(&MixStyle) mix, const at::Tensor& x,
                      const at::Tensor& partner, const at::Tensor& lambda,
                      const at::Tensor& out) {
  const at::Tensor leaf = x.clone().requires_grad_();
  (mix(leaf, partner, lambda) * out).sum().backward();
  return leaf.grad();
}

// Styles are constants: the gradient is that of a scale, and in EFDMix goes on to the values
// that were taken over.
TEST(StyleMixing, GradientsPassTheStyleBy) {
  const at::Tensor x = Images({{0, 2}, {30, 10}}), out = Images({{3, 5}, {7, 11}});
  const at::Tensor swap = Order({1, 0}), lambda = Numbers({0.75, 0.5});
  const double first = std::sqrt(1 + 1e-6), second = std::sqrt(100 + 1e-6);
  const double scale = (0.75 * first + 0.25 * second) / first,
               other = (0.5 * second + 0.5 * first) / second;
  const at::Tensor style = GradientOf(MixStyle, x, swap, lambda, out);
  EXPECT_LT(testing::RelativeDistance(style,
                                      out * Numbers({scale, other}).view({2, 1, 1, 1})),
            1e-15);
  // Row 0 gave 0 to row 1's smallest, the second place, and took half of row 1's gradient.
  const at::Tensor exact = GradientOf(EfdMix, x, swap, lambda, out);
  EXPECT_TRUE(
      exact.equal(Images({{3 + 0.5 * 11, 5 + 0.5 * 7}, {7 + 0.25 * 5, 11 + 0.25 * 3}})))
      << exact;
}

TEST(StyleMixing, PartnersAreOfAnotherDomain) {
  Joint joint;
  joint.starts = {0, 4, 8, 12};
  std::set<int64_t> shifts;
  for (uint64_t draw = 0; draw < 20; ++draw) {
    std::vector<int64_t> partners = PartnersOf(joint, RandomStream(draw, "p"));
    ASSERT_EQ(partners.size(), 12u);
    for (int64_t i = 0; i < 12; ++i) EXPECT_NE(partners[i] / 4, i / 4);
    shifts.insert(partners[0] / 4);
    std::ranges::sort(partners);
    for (int64_t i = 0; i < 12; ++i) EXPECT_EQ(partners[i], i);
  }
  EXPECT_EQ(shifts, (std::set<int64_t>{1, 2}));
}

TEST(StyleMixing, PartnersInOneDomainAreAnybody) {
  Joint joint;
  joint.starts = {0, 5};
  std::vector<int64_t> partners = PartnersOf(joint, RandomStream(1, "p"));
  std::ranges::sort(partners);
  EXPECT_EQ(partners, (std::vector<int64_t>{0, 1, 2, 3, 4}));
}

at::Tensor LogitsAfter(const std::string& name, const testing::Overrides& overrides) {
  const auto objective = testing::TinyObjective(name, overrides, 3, true);
  for (int64_t step = 0; step < 2; ++step)
    objective->Step(testing::TinyBatches(step, 3, true), step);
  return objective->Logits(testing::TinyBatches(9, 3, true)[0].x).detach();
}

TEST(StyleMixing, LeavesTheLastBlockAlone) {
  for (const char* name : {"MixStyle", "EFDMix"}) {
    const auto after = [&](double blocks) {
      return LogitsAfter(name, {{"mix_p", 1}, {"mix_blocks", blocks}});
    };
    EXPECT_TRUE(after(9).equal(after(3))) << name;
    EXPECT_FALSE(after(3).equal(after(2))) << name;
  }
}

}  // namespace
}  // namespace graft

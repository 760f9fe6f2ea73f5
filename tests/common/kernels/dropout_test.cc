#include "common/kernels/dropout.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/ops.h"

namespace graft {
namespace {

const RandomStream kStep(5, "dropout");

TEST(Dropout, IsTheIdentityInEvaluation) {
  const at::Tensor x = at::ones({3, 5});
  EXPECT_TRUE(ApplyDropout(x, Dropout().At("site", 0.5)).is_same(x));
  EXPECT_TRUE(ApplyDropout(x, Dropout(kStep).At("site", 0)).is_same(x));
}

// 200 × 200 draws; the share of zeros lies within 5 standard errors, the others are 1/(1-p).
TEST(Dropout, DropsTheShareAskedForAndKeepsTheMean) {
  const double p = 0.1;
  const at::Tensor y = ApplyDropout(at::ones({200, 200}), Dropout(kStep).At("site", p));
  const double zeros = (y == 0).to(at::kDouble).mean().item<double>();
  EXPECT_NEAR(zeros, p, 5 * std::sqrt(p * (1 - p) / 40000));
  // p is rounded to 2⁻¹⁶, so 1/(1-p) to about 2e-5.
  EXPECT_NEAR(y.max().item<double>(), 1 / (1 - p), 2e-5);
}

TEST(Dropout, DependsOnSiteAndStepAndNothingElse) {
  const at::Tensor x = at::ones({64, 64});
  const auto draw = [&](uint64_t step, const char* site) {
    return ApplyDropout(x, Dropout(kStep.Fork(step)).At(site, 0.5));
  };
  EXPECT_TRUE(draw(1, "a").equal(draw(1, "a")));
  EXPECT_FALSE(draw(1, "a").equal(draw(2, "a")));
  EXPECT_FALSE(draw(1, "a").equal(draw(1, "b")));
}

// Rows and columns do not repeat: a wrong counter would show as equal rows.
TEST(Dropout, DrawsEachRowAndTileAnew) {
  const at::Tensor y = ApplyDropout(at::ones({8, 256}), Dropout(kStep).At("site", 0.5));
  for (int row = 1; row < 8; ++row) EXPECT_FALSE(y[row].equal(y[0]));
  EXPECT_FALSE(y.slice(1, 0, 128).equal(y.slice(1, 128, 256)));
}

TEST(Dropout, BackwardUsesTheForwardMask) {
  at::Tensor x = at::full({16, 100}, 3.0).requires_grad_();
  const at::Tensor y = ApplyDropout(x, Dropout(kStep).At("site", 0.3));
  y.sum().backward();
  EXPECT_TRUE(x.grad().mul(3).allclose(y));
}

TEST(DropoutDeathTest, RejectsAProbabilityOfOne) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(Dropout(kStep).At("site", 1.0), "dropout probability 1");
}

}  // namespace
}  // namespace graft

#include "common/kernels/simd.h"

#include <gtest/gtest.h>

#include <limits>

namespace graft {
namespace {

// Relative to ε, over the whole range that a softmax can ask for: half an ε each from the
// reduction of x, the polynomial's last two steps and the constants' rounding.
TEST(Exp, IsWithinTwoAndAHalfEpsilonBelowZero) {
  double worst = 0;
  for (float x = 0; x > -87; x -= 0.0007f) {
    const double want = std::exp(static_cast<double>(x));
    worst = std::max(worst, std::abs(simd::Exp(x) - want) / want);
  }
  EXPECT_LT(worst, 2.5 * std::numeric_limits<float>::epsilon());
}

TEST(Exp, IsExactAtZeroAndVanishesFarBelow) {
  EXPECT_EQ(simd::Exp(0.0f), 1.0f);
  EXPECT_LT(simd::Exp(-1e30f), 2e-38f);
  EXPECT_LT(simd::Exp(-std::numeric_limits<float>::infinity()), 2e-38f);
}

}  // namespace
}  // namespace graft

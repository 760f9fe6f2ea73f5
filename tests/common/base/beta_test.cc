#include "common/base/beta.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

namespace graft {
namespace {

constexpr int kDraws = 20000;

std::vector<double> Draws(double a, double b) {
  std::vector<double> draws;
  for (uint64_t i = 0; i < kDraws; ++i)
    draws.push_back(Beta(a, b, RandomStream(1, "beta").Fork(i)));
  return draws;
}

// The largest difference of the two distribution functions (Kolmogorov and Smirnov).
double Distance(std::vector<double> draws, const std::function<double(double)>& cdf) {
  std::ranges::sort(draws);
  double worst = 0;
  for (int i = 0; i < kDraws; ++i)
    worst = std::max({worst, std::abs(cdf(draws[i]) - i / double{kDraws}),
                      std::abs(cdf(draws[i]) - (i + 1) / double{kDraws})});
  return worst;
}

// P(√n D > 1.95) = 0.001.
constexpr double kLimit = 1.95;

TEST(Beta, HasTheDistributionsThatAreKnownInClosedForm) {
  const double root = std::sqrt(double{kDraws});
  EXPECT_LT(root * Distance(Draws(1, 1), [](double x) { return x; }), kLimit);
  EXPECT_LT(root * Distance(Draws(2, 1), [](double x) { return x * x; }), kLimit);
  EXPECT_LT(root * Distance(Draws(0.2, 1), [](double x) { return std::pow(x, 0.2); }),
            kLimit);
  const auto arcsine = [](double x) {
    return 2 / std::numbers::pi * std::asin(std::sqrt(x));
  };
  EXPECT_LT(root * Distance(Draws(0.5, 0.5), arcsine), kLimit);
  EXPECT_GT(root * Distance(Draws(0.4, 0.5), arcsine), kLimit) << "the test sees it";
}

// Mean a/(a+b) and variance ab/((a+b)²(a+b+1)), within 5 standard errors; the fourth moment
// of a number in [0,1] is at most its variance.
TEST(Beta, HasTheMomentsOfOtherShapes) {
  for (const auto& [a, b] : {std::pair{0.2, 0.2}, {8.0, 8.0}, {0.05, 3.0}}) {
    const double mean = a / (a + b), variance = mean * (b / (a + b)) / (a + b + 1);
    double sum = 0, square = 0;
    for (const double x : Draws(a, b)) {
      ASSERT_TRUE(x >= 0 && x <= 1) << x;
      sum += x / kDraws;
      square += (x - mean) * (x - mean) / kDraws;
    }
    EXPECT_NEAR(sum, mean, 5 * std::sqrt(variance / kDraws));
    EXPECT_NEAR(square, variance, 5 * std::sqrt(variance / kDraws));
  }
}

TEST(Beta, IsANumberForShapesSoSmallThatBothGammasUnderflow) {
  int ones = 0;
  for (const double x : Draws(1e-4, 1e-4)) {
    ASSERT_TRUE(x >= 0 && x <= 1) << x;
    ones += x > 0.5;
  }
  EXPECT_NEAR(ones, kDraws / 2, 5 * std::sqrt(kDraws / 4.0));
}

TEST(Beta, IsAFunctionOfItsStream) {
  const RandomStream stream(1, "beta");
  EXPECT_EQ(Beta(0.3, 2, stream), Beta(0.3, 2, stream));
  EXPECT_NE(Beta(0.3, 2, stream), Beta(0.3, 2, stream.Fork(1)));
}

using BetaDeathTest = ::testing::Test;

TEST(BetaDeathTest, RefusesShapesThatAreNotPositive) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(Beta(0, 1, RandomStream(1, "beta")), "a > 0");
}

}  // namespace
}  // namespace graft

#include "common/data/reference/lbfgs.h"

#include <gtest/gtest.h>

#include <cmath>

namespace graft {
namespace {

using Eigen::VectorXd;

// Σ c_i (x_i - i)² / 2 with curvatures from 1 to 1e4.
double Bowl(const VectorXd& x, VectorXd* gradient) {
  double value = 0;
  for (int i = 0; i < x.size(); ++i) {
    const double c = std::pow(10, 4.0 * i / static_cast<double>(x.size() - 1));
    (*gradient)[i] = c * (x[i] - i);
    value += c * (x[i] - i) * (x[i] - i) / 2;
  }
  return value;
}

double Rosenbrock(const VectorXd& x, VectorXd* gradient) {
  const double a = 1 - x[0], b = x[1] - x[0] * x[0];
  *gradient << -2 * a - 400 * x[0] * b, 200 * b;
  return a * a + 100 * b * b;
}

TEST(Lbfgs, FindsTheBottomOfAnIllConditionedBowl) {
  const LbfgsResult result =
      MinimizeLbfgs(Bowl, VectorXd::Zero(30), {.gradient_tolerance = 1e-9});
  EXPECT_TRUE(result.converged);
  // |x_i - i| = |g_i| / c_i ≤ 1e-9, as every c_i ≥ 1.
  for (int i = 0; i < 30; ++i) EXPECT_NEAR(result.x[i], i, 1e-9);
}

TEST(Lbfgs, FollowsACurvedValley) {
  VectorXd start(2);
  start << -1.2, 1;
  const LbfgsResult result = MinimizeLbfgs(Rosenbrock, start);
  EXPECT_TRUE(result.converged);
  // The smallest eigenvalue of the Hessian at (1, 1) is 0.3994, so |x - 1| ≤ √2·1e-8 / 0.39.
  EXPECT_NEAR(result.x[0], 1, 4e-8);
  EXPECT_NEAR(result.x[1], 1, 4e-8);
}

TEST(Lbfgs, StopsAtOnceWhereItStartsAtTheMinimum) {
  const LbfgsResult result = MinimizeLbfgs(Bowl, VectorXd::LinSpaced(5, 0, 4));
  EXPECT_TRUE(result.converged);
  EXPECT_EQ(result.iterations, 0);
}

TEST(Lbfgs, SaysWhenItDidNotConverge) {
  EXPECT_FALSE(
      MinimizeLbfgs(Bowl, VectorXd::Zero(30), {.max_iterations = 3}).converged);
  const auto wrong_sign = [](const VectorXd& x, VectorXd* gradient) {
    *gradient = -2 * x;
    return x.squaredNorm();
  };
  EXPECT_FALSE(MinimizeLbfgs(wrong_sign, VectorXd::Ones(3)).converged);
}

TEST(Lbfgs, RepeatsItselfBitForBit) {
  EXPECT_EQ(MinimizeLbfgs(Bowl, VectorXd::Zero(30)).x,
            MinimizeLbfgs(Bowl, VectorXd::Zero(30)).x);
}

}  // namespace
}  // namespace graft

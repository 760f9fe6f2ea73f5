#include "common/data/reference/lbfgs.h"

#include <cmath>
#include <deque>
#include <limits>
#include <utility>
#include <vector>

namespace graft {
namespace {

using Eigen::VectorXd;

// A point, its value and gradient.
struct Point {
  VectorXd x;
  double value = 0;
  VectorXd gradient;
};

Point Evaluate(const SmoothFunction& f, VectorXd x) {
  Point point{std::move(x), 0, {}};
  point.gradient.resize(point.x.size());
  point.value = f(point.x, &point.gradient);
  return point;
}

// One step s and the change y of the gradient over it.
struct Pair {
  VectorXd s, y;
  double curvature;  // sᵀy > 0
};

// -H g by the two-loop recursion, H being scaled to the last pair.
VectorXd Direction(const std::deque<Pair>& pairs, const VectorXd& gradient) {
  VectorXd q = -gradient;
  std::vector<double> alpha(pairs.size());
  for (size_t i = pairs.size(); i-- > 0;) {
    alpha[i] = pairs[i].s.dot(q) / pairs[i].curvature;
    q -= alpha[i] * pairs[i].y;
  }
  if (!pairs.empty()) q *= pairs.back().curvature / pairs.back().y.squaredNorm();
  for (size_t i = 0; i < pairs.size(); ++i)
    q += (alpha[i] - pairs[i].y.dot(q) / pairs[i].curvature) * pairs[i].s;
  return q;
}

// Moves `at` along `direction`; false if no length satisfies the conditions.
bool Search(const SmoothFunction& f, const VectorXd& direction, double length,
            Point* at) {
  const double slope = at->gradient.dot(direction);
  const double rounding = 1e-15 * std::abs(at->value);
  double low = 0, high = std::numeric_limits<double>::infinity();
  for (int attempt = 0; attempt < 60; ++attempt) {
    Point next = Evaluate(f, at->x + length * direction);
    const double next_slope = next.gradient.dot(direction);
    const bool decreases = next.value <= at->value + 1e-4 * length * slope + rounding;
    if (!decreases || next_slope > -0.9 * slope) {
      high = length;
    } else if (next_slope < 0.9 * slope) {
      low = length;
    } else {
      *at = std::move(next);
      return true;
    }
    length = std::isinf(high) ? 2 * length : (low + high) / 2;
  }
  return false;
}

}  // namespace

LbfgsResult MinimizeLbfgs(const SmoothFunction& f, VectorXd start,
                          const LbfgsConfig& config) {
  Point at = Evaluate(f, std::move(start));
  std::deque<Pair> pairs;
  LbfgsResult result;
  const auto norm = [&] { return at.gradient.lpNorm<Eigen::Infinity>(); };
  for (;
       result.iterations < config.max_iterations && norm() > config.gradient_tolerance;
       ++result.iterations) {
    const VectorXd direction = Direction(pairs, at.gradient);
    const double length = pairs.empty() ? 1 / at.gradient.norm() : 1;
    const VectorXd x = at.x, gradient = at.gradient;
    if (!Search(f, direction, length, &at)) break;
    Pair pair{at.x - x, at.gradient - gradient, 0};
    pair.curvature = pair.s.dot(pair.y);
    if (pair.curvature > 0) pairs.push_back(std::move(pair));
    if (static_cast<int>(pairs.size()) > config.memory) pairs.pop_front();
  }
  result.gradient_norm = norm();
  result.converged = result.gradient_norm <= config.gradient_tolerance;
  result.value = at.value;
  result.x = std::move(at.x);
  return result;
}

}  // namespace graft

#include "common/train/significance.h"

#include <algorithm>
#include <cmath>

#include "common/base/check.h"

namespace graft {

PairedTest PairedTTest(std::span<const double> a, std::span<const double> b,
                       double confidence) {
  PairedTest test{.difference = PairedDifference(a, b, confidence)};
  if (a.size() < 2) return test;
  const auto n = static_cast<double>(a.size());
  const double mean = test.difference.mean;
  double squares = 0;
  for (size_t i = 0; i < a.size(); ++i)
    squares += (a[i] - b[i] - mean) * (a[i] - b[i] - mean);
  // t = d̄ √n / s, with 0 / 0 = 0: no difference at all.
  test.t = mean == 0 ? 0 : mean / std::sqrt(squares / (n - 1) / n);
  // p = 2 P(T ≤ −|t|)
  test.p = std::isinf(test.t) ? 0 : 2 * StudentTCdf(-std::abs(test.t), n - 1);
  return test;
}

std::vector<double> HolmAdjusted(std::span<const double> p) {
  std::vector<size_t> order;  // of the known ones, the smallest first
  for (size_t i = 0; i < p.size(); ++i) {
    CHECK(std::isnan(p[i]) || (p[i] >= 0 && p[i] <= 1)) << "p is " << p[i];
    if (!std::isnan(p[i])) order.push_back(i);
  }
  std::sort(order.begin(), order.end(),
            [&](size_t i, size_t j) { return p[i] < p[j]; });
  std::vector<double> adjusted(p.begin(), p.end());
  double largest = 0;
  for (size_t rank = 0; rank < order.size(); ++rank) {
    // (m − j + 1) p_(j), and never below that of a smaller p
    const double scaled = static_cast<double>(order.size() - rank) * p[order[rank]];
    largest = std::max(largest, std::min(1.0, scaled));
    adjusted[order[rank]] = largest;
  }
  return adjusted;
}

}  // namespace graft

#include "common/train/intervals.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "common/base/check.h"

namespace graft {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kEpsilon = std::numeric_limits<double>::epsilon();

// The continued fraction of the incomplete beta function, by Lentz's method:
// 1/(1 + d1/(1 + d2/(1 + …))), d_{2m} = m(b−m)x / ((a+2m−1)(a+2m)),
// d_{2m+1} = −(a+m)(a+b+m)x / ((a+2m)(a+2m+1)). It converges fast for x < (a+1)/(a+b+2).
double BetaFraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  const auto away_from_zero = [](double v) { return std::abs(v) < kTiny ? kTiny : v; };
  double c = 1;
  double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
  double value = d;
  for (int m = 1; m < 10000; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    double factor = 1;
    for (const double term : {even, odd}) {
      d = 1 / away_from_zero(1 + term * d);
      c = away_from_zero(1 + term / c);
      factor = c * d;
      value *= factor;
    }
    if (std::abs(factor - 1) < kEpsilon) break;
  }
  return value;
}

// I_x(a, b), given also y = 1 − x so that neither loses digits near 0.
double RegularisedBeta(double a, double b, double x, double y) {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  const double log_front = std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) +
                           a * std::log(x) + b * std::log(y);
  const double front = std::exp(log_front);
  if (x < (a + 1) / (a + b + 2)) return front * BetaFraction(a, b, x) / a;
  return 1 - front * BetaFraction(b, a, y) / b;
}

// The x ≥ 0 with cdf(x) = p ≥ 1/2, by doubling and bisection.
template <class Cdf>
double InvertUpperHalf(double p, const Cdf& cdf) {
  double low = 0, high = 1;
  while (cdf(high) < p && high < 1e150) high *= 2;
  while (true) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    (cdf(middle) < p ? low : high) = middle;
  }
}

}  // namespace

double StudentTCdf(double t, double df) {
  CHECK_GT(df, 0);
  const double sum = df + t * t;
  const double tail = 0.5 * RegularisedBeta(df / 2, 0.5, df / sum, t * t / sum);
  return t < 0 ? tail : 1 - tail;
}

double StudentTQuantile(double p, double df) {
  CHECK(p > 0 && p < 1) << "p is " << p;
  CHECK_GT(df, 0);
  if (p < 0.5) return -StudentTQuantile(1 - p, df);
  return InvertUpperHalf(p, [df](double t) { return StudentTCdf(t, df); });
}

double NormalQuantile(double p) {
  CHECK(p > 0 && p < 1) << "p is " << p;
  if (p < 0.5) return -NormalQuantile(1 - p);
  return InvertUpperHalf(p,
                         [](double z) { return 0.5 * std::erfc(-z / std::sqrt(2)); });
}

MeanInterval MeanOf(std::span<const double> values, double confidence) {
  CHECK(confidence > 0 && confidence < 1) << "confidence is " << confidence;
  const auto n = static_cast<double>(values.size());
  const auto count = static_cast<int64_t>(values.size());
  if (count == 0) return {kNan, kNan, 0};
  double mean = 0;
  for (const double v : values) mean += v / n;
  if (count == 1) return {mean, kNan, 1};
  double squares = 0;
  for (const double v : values) squares += (v - mean) * (v - mean);
  const double t = StudentTQuantile((1 + confidence) / 2, n - 1);
  return {mean, t * std::sqrt(squares / (n - 1) / n), count};
}

MeanInterval PairedDifference(std::span<const double> a, std::span<const double> b,
                              double confidence) {
  CHECK_EQ(a.size(), b.size());
  std::vector<double> differences(a.size());
  std::transform(a.begin(), a.end(), b.begin(), differences.begin(), std::minus<>());
  return MeanOf(differences, confidence);
}

Range WilsonInterval(int64_t successes, int64_t trials, double confidence) {
  CHECK(successes >= 0 && successes <= trials) << successes << " of " << trials;
  CHECK(confidence > 0 && confidence < 1) << "confidence is " << confidence;
  if (trials == 0) return {0, 1};
  const auto n = static_cast<double>(trials);
  const double p = static_cast<double>(successes) / n;
  const double z = NormalQuantile((1 + confidence) / 2);
  const double center = p + z * z / (2 * n);
  const double spread = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  const double scale = 1 + z * z / n;
  return {std::max(0.0, (center - spread) / scale),
          std::min(1.0, (center + spread) / scale)};
}

double Median(std::span<const double> values) {
  if (values.empty()) return kNan;
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const size_t middle = sorted.size() / 2;
  if (sorted.size() % 2 == 1) return sorted[middle];
  return sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2;
}

}  // namespace graft

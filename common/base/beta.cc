#include "common/base/beta.h"

#include <cmath>

#include "common/base/check.h"

namespace graft {
namespace {

// The logarithm of a number from Gamma(a, 1), a ≥ 1, by rejection from a cubed normal.
double LogGammaFromOne(double a, const RandomStream& stream) {
  const double d = a - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (uint64_t i = 0;; ++i) {
    const double x = stream.Fork("normal").Normal(i), root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root, u = 1 - stream.Fork("accept").Uniform(i);
    if (std::log(u) < 0.5 * x * x + d - d * v + d * std::log(v)) return std::log(d * v);
  }
}

double LogGamma(double a, const RandomStream& stream) {
  if (a >= 1) return LogGammaFromOne(a, stream);
  return LogGammaFromOne(a + 1, stream) + std::log(1 - stream.Uniform(0)) / a;
}

}  // namespace

double Beta(double a, double b, const RandomStream& stream) {
  CHECK(a > 0 && b > 0) << a << " " << b;
  return 1 /
         (1 + std::exp(LogGamma(b, stream.Fork("b")) - LogGamma(a, stream.Fork("a"))));
}

}  // namespace graft

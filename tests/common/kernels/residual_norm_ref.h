// Naive twin of ResidualNorm: Eq. (4) as written, one row after another. A template, so that
// complex<double> differentiates it.
#pragma once

#include <cmath>
#include <vector>

namespace graft::ref {

// x, y, mask [N,C]; gamma, beta [C]; mask holds 0 or 1/(1-p).
template <class T>
std::vector<T> ResidualNorm(const std::vector<T>& x, const std::vector<T>& y,
                            const std::vector<T>& gamma, const std::vector<T>& beta,
                            const std::vector<double>& mask, double epsilon) {
  using std::sqrt;
  const size_t columns = gamma.size();
  const double n = static_cast<double>(columns);
  std::vector<T> z(x.size()), h(columns);
  for (size_t row = 0; row < x.size(); row += columns) {
    T mean = 0, variance = 0;
    for (size_t c = 0; c < columns; ++c) {
      h[c] = x[row + c] + mask[row + c] * y[row + c];
      mean += h[c] / n;
    }
    for (size_t c = 0; c < columns; ++c) variance += (h[c] - mean) * (h[c] - mean) / n;
    for (size_t c = 0; c < columns; ++c)
      z[row + c] = gamma[c] * (h[c] - mean) / sqrt(variance + epsilon) + beta[c];
  }
  return z;
}

}  // namespace graft::ref

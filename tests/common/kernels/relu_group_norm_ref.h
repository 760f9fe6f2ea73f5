// Naive twin of ReluGroupNorm: one group of one image after another. A template, so that
// complex<double> differentiates it.
#pragma once

#include <cmath>
#include <complex>
#include <vector>

namespace graft::ref {

// x [n,C,places]; gamma, beta [C].
template <class T>
std::vector<T> ReluGroupNorm(const std::vector<T>& x, const std::vector<T>& gamma,
                             const std::vector<T>& beta, size_t places, size_t groups,
                             double epsilon) {
  using std::sqrt;
  const size_t width = gamma.size() / groups, size = width * places;
  std::vector<T> y(x.size());
  for (size_t begin = 0; begin < x.size(); begin += size) {
    const auto relu = [&](size_t i) {
      return std::real(x[begin + i]) > 0 ? x[begin + i] : T(0);
    };
    T mean = 0, variance = 0;
    for (size_t i = 0; i < size; ++i) mean += relu(i) / static_cast<double>(size);
    for (size_t i = 0; i < size; ++i)
      variance += (relu(i) - mean) * (relu(i) - mean) / static_cast<double>(size);
    for (size_t i = 0; i < size; ++i) {
      const size_t c = begin / size % groups * width + i / places;
      y[begin + i] = gamma[c] * (relu(i) - mean) / sqrt(variance + epsilon) + beta[c];
    }
  }
  return y;
}

}  // namespace graft::ref

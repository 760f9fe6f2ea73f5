// PTuningRef: naive twin of the prompt encoders' MLP, for any scalar type.
#pragma once

#include <complex>
#include <vector>

namespace graft::ref {

template <class T>
double Real(const T& x) {
  return std::real(x);
}

// ReLU(x W0ᵀ + b0) W1ᵀ + b1 …: `maps` holds W0, b0, W1, b1, …, the last without a ReLU.
template <class T>
std::vector<T> Mlp(std::vector<T> x, const std::vector<T>* maps, int count, int in) {
  for (int m = 0; m < count; ++m) {
    const std::vector<T>&w = maps[2 * m], &b = maps[2 * m + 1];
    const int out = static_cast<int>(b.size()), rows = static_cast<int>(x.size()) / in;
    std::vector<T> y(rows * out);
    for (int n = 0; n < rows; ++n)
      for (int o = 0; o < out; ++o) {
        T& sum = y[n * out + o] = b[o];
        for (int i = 0; i < in; ++i) sum += w[o * in + i] * x[n * in + i];
        if (m + 1 < count && Real(sum) < 0) sum = 0;
      }
    x = std::move(y);
    in = out;
  }
  return x;
}

}  // namespace graft::ref

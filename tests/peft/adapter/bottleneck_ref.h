// BottleneckRef: naive twin of the bottleneck in loops, for any scalar type; complex<double>
// serves the complex-step derivative, so ReLU branches on the real part.
#pragma once

#include <complex>
#include <vector>

namespace graft::ref {

template <class T>
T Relu(const T& z) {
  return std::real(z) > 0 ? z : T(0);
}

// Δh[n][c] = b_u[c] + Σ_k W_u[c][k] ReLU(b_d[k] + Σ_i W_d[k][i] x[n][i]); all row-major.
// `p` is W_d, b_d, W_u, b_u.
template <class T>
std::vector<T> Bottleneck(const std::vector<T>& x, const std::vector<T>* p,
                          int channels) {
  const int tokens = static_cast<int>(x.size()) / channels;
  const int r = static_cast<int>(p[1].size());
  std::vector<T> delta;
  for (int n = 0; n < tokens; ++n) {
    std::vector<T> h = p[1];
    for (int k = 0; k < r; ++k) {
      for (int i = 0; i < channels; ++i)
        h[k] += p[0][k * channels + i] * x[n * channels + i];
      h[k] = Relu(h[k]);
    }
    for (int c = 0; c < channels; ++c) {
      T sum = p[3][c];
      for (int k = 0; k < r; ++k) sum += p[2][c * r + k] * h[k];
      delta.push_back(sum);
    }
  }
  return delta;
}

}  // namespace graft::ref

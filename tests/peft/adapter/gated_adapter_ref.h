// GatedAdapterRef: naive twin of the gated adapter in loops, for any scalar type.
#pragma once

#include <cmath>
#include <complex>
#include <vector>

#include "tests/peft/adapter/bottleneck_ref.h"

namespace graft::ref {

// y[n][c] + λ[n] (Δh[n][c] - y[n][c]), λ[n] = 1/(1 + exp(-(x[n]·w + b))). `p` is the
// bottleneck's four, w and b.
template <class T>
std::vector<T> Gated(const std::vector<T>& x, std::vector<T> y, const std::vector<T>* p,
                     int channels) {
  const std::vector<T> delta = Bottleneck(x, p, channels);
  const int tokens = static_cast<int>(x.size()) / channels;
  for (int n = 0; n < tokens; ++n) {
    T z = p[5][0];
    for (int c = 0; c < channels; ++c) z += x[n * channels + c] * p[4][c];
    const T lambda = 1.0 / (1.0 + std::exp(-z));
    for (int c = n * channels; c < (n + 1) * channels; ++c)
      y[c] = (1.0 - lambda) * y[c] + lambda * delta[c];
  }
  return y;
}

}  // namespace graft::ref

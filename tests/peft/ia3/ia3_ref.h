// Ia3's naive twin: loops for any scalar type.
#pragma once

#include <vector>

namespace graft::ref {

// y[n][o] = b[o] + Σ_i W[o][i] l[i] x[n][i]: an input that is scaled.
template <class T>
std::vector<T> ScaledInput(const std::vector<T>& x, const std::vector<T>& w,
                           const std::vector<T>& b, const std::vector<T>& l) {
  const size_t out = b.size(), in = l.size(), tokens = x.size() / in;
  std::vector<T> y(tokens * out);
  for (size_t n = 0; n < tokens; ++n)
    for (size_t o = 0; o < out; ++o) {
      y[n * out + o] = b[o];
      for (size_t i = 0; i < in; ++i)
        y[n * out + o] += w[o * in + i] * l[i] * x[n * in + i];
    }
  return y;
}

// l[o] y[n][o]: an output that is scaled.
template <class T>
std::vector<T> ScaledOutput(const std::vector<T>& y, const std::vector<T>& l) {
  std::vector<T> scaled = y;
  for (size_t i = 0; i < y.size(); ++i) scaled[i] *= l[i % l.size()];
  return scaled;
}

}  // namespace graft::ref

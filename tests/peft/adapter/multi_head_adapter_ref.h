// MultiHeadAdapterRef: naive twin of the multi-head adapter in loops, for any scalar type.
#pragma once

#include <cmath>
#include <vector>

#include "tests/peft/adapter/bottleneck_ref.h"

namespace graft::ref {

// y[n][h,d] += Σ_k ReLU(Σ_e q[n][h,e] key[h][k][e] / √D) value[h][k][d].
template <class T>
std::vector<T> MultiHead(const std::vector<T>& q, std::vector<T> y,
                         const std::vector<T>& key, const std::vector<T>& value,
                         int heads, int r, int size) {
  const int channels = heads * size, tokens = static_cast<int>(q.size()) / channels;
  for (int n = 0; n < tokens; ++n)
    for (int h = 0; h < heads; ++h)
      for (int k = 0; k < r; ++k) {
        const int row = (h * r + k) * size, at = n * channels + h * size;
        T a = 0;
        for (int e = 0; e < size; ++e) a += q[at + e] * key[row + e];
        a = Relu(T(a / std::sqrt(static_cast<double>(size))));
        for (int d = 0; d < size; ++d) y[at + d] += a * value[row + d];
      }
  return y;
}

}  // namespace graft::ref

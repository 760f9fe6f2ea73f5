// Lora's naive twin: loops for any scalar type; complex<double> serves the complex-step
// derivative.
#pragma once

#include <vector>

namespace graft::ref {

// y[n][o] += s Σ_k B[o][k] Σ_i A[k][i] x[n][i]; all row-major.
template <class T>
void AddLora(const std::vector<T>& x, const std::vector<T>& a, const std::vector<T>& b,
             double s, int in, int rank, int out, std::vector<T>& y) {
  const int tokens = static_cast<int>(x.size()) / in;
  for (int n = 0; n < tokens; ++n)
    for (int k = 0; k < rank; ++k) {
      T h = 0;
      for (int i = 0; i < in; ++i) h += a[k * in + i] * x[n * in + i];
      for (int o = 0; o < out; ++o) y[n * out + o] += s * b[o * rank + k] * h;
    }
}

}  // namespace graft::ref

#include "common/kernels/adamw_rows.h"

#include <cmath>

#include "common/kernels/simd.h"

namespace graft::adamw {
namespace {

template <class T>
GRAFT_INLINE void UpdateRange(const Rule<T>& r, int64_t n, const T* __restrict g,
                              T* __restrict value, T* __restrict m, T* __restrict v) {
  for (int64_t i = 0; i < n; ++i) {
    const T gradient = g[i] * r.scale;
    m[i] = r.beta1 * m[i] + r.rest1 * gradient;
    v[i] = r.beta2 * v[i] + r.rest2 * gradient * gradient;
    const T root = std::sqrt(v[i]) * r.root_correction + r.epsilon;
    value[i] = value[i] * r.keep - r.rate * m[i] / root;
  }
}

template <class T>
GRAFT_INLINE double SumRange(const T* x, int64_t n) {
  double sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t i = 0; i < n; ++i) sum += static_cast<double>(x[i]) * x[i];
  return sum;
}

}  // namespace

GRAFT_CLONES void Update(const Rule<float>& rule, int64_t n, const float* g,
                         float* value, float* m, float* v) {
  UpdateRange(rule, n, g, value, m, v);
}
GRAFT_CLONES void Update(const Rule<double>& rule, int64_t n, const double* g,
                         double* value, double* m, double* v) {
  UpdateRange(rule, n, g, value, m, v);
}

GRAFT_CLONES double SumOfSquares(const float* x, int64_t n) { return SumRange(x, n); }
GRAFT_CLONES double SumOfSquares(const double* x, int64_t n) { return SumRange(x, n); }

}  // namespace graft::adamw

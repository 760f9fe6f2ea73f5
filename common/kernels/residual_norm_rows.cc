#include "common/kernels/residual_norm_rows.h"

#include <cmath>

#include "common/kernels/fill_mask.h"
#include "common/kernels/simd.h"

namespace graft::residual_norm {
namespace {

template <class T>
GRAFT_INLINE void ForwardRows(const Forward<T>& a, const MaskRule& rule, int64_t begin,
                              int64_t end) {
  using A = AccumulatorOf<T>;
  const int64_t columns = a.columns;
  A* mask = a.scratch;
  A* h = a.scratch + MaskRoom(columns);
  for (int64_t n = begin; n < end; ++n) {
    const T* x = a.x + n * columns;
    if (a.y != nullptr) {
      const T* y = a.y + n * columns;
      if (rule.threshold != 0) {
        FillMask(rule, n, columns, mask);
        for (int64_t c = 0; c < columns; ++c) h[c] = Load(x[c]) + mask[c] * Load(y[c]);
      } else {
        for (int64_t c = 0; c < columns; ++c) h[c] = Load(x[c]) + Load(y[c]);
      }
    } else {
      for (int64_t c = 0; c < columns; ++c) h[c] = Load(x[c]);
    }
    A sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int64_t c = 0; c < columns; ++c) sum += h[c];
    const A mean = sum / columns;
    A square = 0;
#pragma omp simd reduction(+ : square)
    for (int64_t c = 0; c < columns; ++c) square += (h[c] - mean) * (h[c] - mean);
    const A inverse = 1 / std::sqrt(square / columns + static_cast<A>(a.epsilon));
    a.inverse_sigma[n] = inverse;
    for (int64_t c = 0; c < columns; ++c) {
      const A normal = (h[c] - mean) * inverse;
      Store(normal, a.normalised[n * columns + c]);
      Store(normal * Load(a.gamma[c]) + Load(a.beta[c]), a.z[n * columns + c]);
    }
  }
}

// d_h = (g - mean g - n̂ mean(g n̂))/σ with g = γ d_z; d_x = d_h, d_y = mask d_h.
template <class T>
GRAFT_INLINE void BackwardRows(const Backward<T>& a, const MaskRule& rule,
                               int64_t begin, int64_t end) {
  using A = AccumulatorOf<T>;
  const int64_t columns = a.columns;
  A* mask = a.scratch;
  for (int64_t n = begin; n < end; ++n) {
    const T* d_z = a.d_z + n * columns;
    const T* normal = a.normalised + n * columns;
    A sum = 0, product = 0;
#pragma omp simd reduction(+ : sum, product)
    for (int64_t c = 0; c < columns; ++c) {
      const A g = Load(d_z[c]) * Load(a.gamma[c]);
      sum += g;
      product += g * Load(normal[c]);
    }
    const A mean = sum / columns, slope = product / columns,
            inverse = a.inverse_sigma[n];
    T* d_x = a.d_x + n * columns;
    if (a.d_y != nullptr) FillMask(rule, n, columns, mask);
    for (int64_t c = 0; c < columns; ++c) {
      const A g = Load(d_z[c]) * Load(a.gamma[c]);
      const A d_h = (g - mean - Load(normal[c]) * slope) * inverse;
      Store(d_h, d_x[c]);
      if (a.d_y != nullptr) Store(d_h * mask[c], a.d_y[n * columns + c]);
    }
  }
}

// d_gamma[c] += Σ d_z n̂, d_beta[c] += Σ d_z over the rows.
template <class T>
GRAFT_INLINE void WeightRows(const T* d_z, const T* normal, int64_t columns,
                             int64_t begin, int64_t end, AccumulatorOf<T>* d_gamma,
                             AccumulatorOf<T>* d_beta) {
  for (int64_t n = begin; n < end; ++n) {
    for (int64_t c = 0; c < columns; ++c) {
      const auto d = Load(d_z[n * columns + c]);
      d_gamma[c] += d * Load(normal[n * columns + c]);
      d_beta[c] += d;
    }
  }
}

}  // namespace

#define GRAFT_ROWS_OF(T)                                                            \
  GRAFT_CLONES void Rows(const Forward<T>& a, const MaskRule& rule, int64_t begin,  \
                         int64_t end) {                                             \
    ForwardRows(a, rule, begin, end);                                               \
  }                                                                                 \
  GRAFT_CLONES void Rows(const Backward<T>& a, const MaskRule& rule, int64_t begin, \
                         int64_t end) {                                             \
    BackwardRows(a, rule, begin, end);                                              \
  }                                                                                 \
  GRAFT_CLONES void SumRows(const T* d_z, const T* normal, int64_t columns,         \
                            int64_t begin, int64_t end, AccumulatorOf<T>* d_gamma,  \
                            AccumulatorOf<T>* d_beta) {                             \
    WeightRows(d_z, normal, columns, begin, end, d_gamma, d_beta);                  \
  }
GRAFT_ROWS_OF(float)
GRAFT_ROWS_OF(double)
GRAFT_ROWS_OF(Bf16)
#undef GRAFT_ROWS_OF

}  // namespace graft::residual_norm

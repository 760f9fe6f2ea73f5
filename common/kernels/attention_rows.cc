#include "common/kernels/attention_rows.h"

#include <cmath>

#include "common/kernels/fill_mask.h"
#include "common/kernels/simd.h"

namespace graft::attention {
namespace {

// s[columns] ← softmax(scale · s); returns log Σ exp(scale · s).
template <class T>
GRAFT_INLINE T SoftmaxRow(T* s, int64_t columns, T scale) {
  T peak = s[0];
#pragma omp simd reduction(max : peak)
  for (int64_t j = 0; j < columns; ++j) peak = s[j] > peak ? s[j] : peak;
  T sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t j = 0; j < columns; ++j) {
    s[j] = simd::Exp(scale * (s[j] - peak));
    sum += s[j];
  }
  const T inverse = 1 / sum;
  for (int64_t j = 0; j < columns; ++j) s[j] *= inverse;
  return scale * peak + std::log(sum);
}

template <class T>
GRAFT_INLINE void ForwardRows(T* p, int64_t rows, int64_t columns, T scale, T* sums,
                              const Masking& mask, T* factor, T* dropped) {
  for (int64_t i = 0; i < rows; ++i) {
    T* row = p + i * columns;
    sums[i * mask.stride] = SoftmaxRow(row, columns, scale);
    if (mask.rule.threshold == 0) continue;
    FillMask(mask.rule, mask.Row(i), columns, factor);
    for (int64_t j = 0; j < columns; ++j) dropped[i * columns + j] = row[j] * factor[j];
  }
}

template <class T>
GRAFT_INLINE void BackwardRows(const T* p, int64_t rows, int64_t columns, T scale,
                               const T* d_sums, const Masking& mask, T* factor,
                               T* dropped, T* d) {
  for (int64_t i = 0; i < rows; ++i) {
    const T* row = p + i * columns;
    T* d_row = d + i * columns;
    if (mask.rule.threshold != 0) {
      FillMask(mask.rule, mask.Row(i), columns, factor);
      for (int64_t j = 0; j < columns; ++j) {
        dropped[i * columns + j] = row[j] * factor[j];
        d_row[j] *= factor[j];
      }
    }
    T dot = 0;
#pragma omp simd reduction(+ : dot)
    for (int64_t j = 0; j < columns; ++j) dot += row[j] * d_row[j];
    const T shift = d_sums == nullptr ? -dot : d_sums[i * mask.stride] - dot;
    for (int64_t j = 0; j < columns; ++j)
      d_row[j] = scale * row[j] * (d_row[j] + shift);
  }
}

}  // namespace

#define GRAFT_ROWS_OF(T)                                                           \
  GRAFT_CLONES void Softmax(T* p, int64_t rows, int64_t columns, T scale, T* sums, \
                            const Masking& mask, T* factor, T* dropped) {          \
    ForwardRows(p, rows, columns, scale, sums, mask, factor, dropped);             \
  }                                                                                \
  GRAFT_CLONES void SoftmaxBackward(const T* p, int64_t rows, int64_t columns,     \
                                    T scale, const T* d_sums, const Masking& mask, \
                                    T* factor, T* dropped, T* d) {                 \
    BackwardRows(p, rows, columns, scale, d_sums, mask, factor, dropped, d);       \
  }
GRAFT_ROWS_OF(float)
GRAFT_ROWS_OF(double)
#undef GRAFT_ROWS_OF

}  // namespace graft::attention

#include "common/kernels/relu_group_norm_rows.h"

#include <algorithm>
#include <cmath>

#include "common/kernels/simd.h"

namespace graft::relu_group_norm {
namespace {

template <class T>
GRAFT_INLINE auto Relu(T x) {
  const auto value = Load(x);
  return value > 0 ? value : decltype(value)(0);
}

// The sum over a group's channels, for each group, in place of every channel's.
template <class A>
GRAFT_INLINE void SpreadOverGroups(int64_t channels, int64_t groups, A* sums) {
  const int64_t width = channels / groups;
  for (A* group = sums; group < sums + channels; group += width) {
    A sum = 0;
    for (int64_t c = 0; c < width; ++c) sum += group[c];
    for (int64_t c = 0; c < width; ++c) group[c] = sum;
  }
}

// γ/σ and β - μ γ/σ of every channel into scratch.
template <class T>
GRAFT_INLINE void ScaleAndShift(const Forward<T>& a, const T* x, int64_t image) {
  using A = AccumulatorOf<T>;
  const int64_t channels = a.channels, width = channels / a.groups;
  const A share = A(1) / static_cast<A>(a.places * width);
  A *mean = a.scratch, *square = a.scratch + channels;
  std::fill(mean, mean + 2 * channels, A(0));
  for (int64_t p = 0; p < a.places; ++p) {
#pragma omp simd
    for (int64_t c = 0; c < channels; ++c) mean[c] += Relu(x[p * channels + c]);
  }
  SpreadOverGroups(channels, a.groups, mean);
  for (int64_t c = 0; c < channels; ++c) mean[c] *= share;
  for (int64_t p = 0; p < a.places; ++p) {
#pragma omp simd
    for (int64_t c = 0; c < channels; ++c) {
      const A d = Relu(x[p * channels + c]) - mean[c];
      square[c] += d * d;
    }
  }
  SpreadOverGroups(channels, a.groups, square);
  for (int64_t g = 0; g < a.groups; ++g) {
    const A variance = square[g * width] * share;
    a.mean[image * a.groups + g] = mean[g * width];
    a.inverse[image * a.groups + g] =
        1 / std::sqrt(variance + static_cast<A>(a.epsilon));
  }
  A *scale = square, *shift = mean;
  for (int64_t c = 0; c < channels; ++c) {
    scale[c] = a.gamma[c] * a.inverse[image * a.groups + c / width];
    shift[c] = a.beta[c] - mean[c] * scale[c];
  }
}

template <class T>
GRAFT_INLINE void ForwardImages(const Forward<T>& a, int64_t begin, int64_t end) {
  const int64_t channels = a.channels, size = a.places * channels;
  const auto *shift = a.scratch, *scale = a.scratch + channels;
  for (int64_t n = begin; n < end; ++n) {
    const T* x = a.x + n * size;
    ScaleAndShift(a, x, n);
    T* y = a.y + n * size;
    for (int64_t p = 0; p < a.places; ++p) {
#pragma omp simd
      for (int64_t c = 0; c < channels; ++c)
        Store(Relu(x[p * channels + c]) * scale[c] + shift[c], y[p * channels + c]);
    }
  }
}

// With n̂ = (r - μ)/σ and m numbers in a group,
//   d_r = (γ d_y - Σ_g γ d_y / m - n̂ Σ_g γ d_y n̂ / m)/σ = k d_y + u r + v:
// k, u and v of every channel into scratch.
template <class T>
GRAFT_INLINE void Slopes(const Backward<T>& a, const T* d_y, const T* x,
                         int64_t image) {
  using A = AccumulatorOf<T>;
  const int64_t channels = a.channels, width = channels / a.groups;
  const A share = A(1) / static_cast<A>(a.places * width);
  A *k = a.scratch, *u = k + channels, *v = u + channels;
  A *d_gamma = a.d_gamma + image * channels, *d_beta = a.d_beta + image * channels;
  std::fill(d_gamma, d_gamma + channels, A(0));
  std::fill(d_beta, d_beta + channels, A(0));
  for (int64_t p = 0; p < a.places; ++p) {
#pragma omp simd
    for (int64_t c = 0; c < channels; ++c) {
      const A d = Load(d_y[p * channels + c]);
      d_beta[c] += d;
      d_gamma[c] += d * Relu(x[p * channels + c]);
    }
  }
  const A *mean = a.mean + image * a.groups, *inverse = a.inverse + image * a.groups;
  for (int64_t c = 0; c < channels; ++c) {
    d_gamma[c] = (d_gamma[c] - mean[c / width] * d_beta[c]) * inverse[c / width];
    k[c] = a.gamma[c] * inverse[c / width];
    u[c] = a.gamma[c] * d_gamma[c];
    v[c] = a.gamma[c] * d_beta[c];
  }
  SpreadOverGroups(channels, a.groups, u);
  SpreadOverGroups(channels, a.groups, v);
  for (int64_t c = 0; c < channels; ++c) {
    const A s = inverse[c / width];
    u[c] *= -s * s * share;
    v[c] = -s * share * v[c] - mean[c / width] * u[c];
  }
}

template <class T>
GRAFT_INLINE void BackwardImages(const Backward<T>& a, int64_t begin, int64_t end) {
  using A = AccumulatorOf<T>;
  const int64_t channels = a.channels, size = a.places * channels;
  const A *k = a.scratch, *u = k + channels, *v = u + channels;
  for (int64_t n = begin; n < end; ++n) {
    const T *d_y = a.d_y + n * size, *x = a.x + n * size;
    Slopes(a, d_y, x, n);
    T* d_x = a.d_x + n * size;
    for (int64_t p = 0; p < a.places; ++p) {
#pragma omp simd
      for (int64_t c = 0; c < channels; ++c) {
        const int64_t i = p * channels + c;
        const A r = Load(x[i]), d_r = k[c] * Load(d_y[i]) + u[c] * r + v[c];
        Store(r > 0 ? d_r : A(0), d_x[i]);
      }
    }
  }
}

}  // namespace

#define GRAFT_IMAGES_OF(T)                                                     \
  GRAFT_CLONES void Images(const Forward<T>& a, int64_t begin, int64_t end) {  \
    ForwardImages(a, begin, end);                                              \
  }                                                                            \
  GRAFT_CLONES void Images(const Backward<T>& a, int64_t begin, int64_t end) { \
    BackwardImages(a, begin, end);                                             \
  }
GRAFT_IMAGES_OF(float)
GRAFT_IMAGES_OF(double)
GRAFT_IMAGES_OF(Bf16)
#undef GRAFT_IMAGES_OF

}  // namespace graft::relu_group_norm

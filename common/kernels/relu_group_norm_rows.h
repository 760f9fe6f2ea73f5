// The arithmetic of ReluGroupNorm on images, apart from LibTorch so that it compiles quickly
// for each instruction set.
#pragma once

#include <cstdint>

#include "common/kernels/bfloat16.h"

namespace graft::relu_group_norm {

// One call's arrays. An image is `places` rows of `channels` numbers.
template <class T>
struct Forward {
  using A = AccumulatorOf<T>;
  const T* x;
  const A *gamma, *beta;  // [C]
  T* y;
  A *mean, *inverse;  // μ, 1/σ [n,G]
  A* scratch;         // [2C]
  int64_t places, channels, groups;
  double epsilon;
};

template <class T>
struct Backward {
  using A = AccumulatorOf<T>;
  const T *d_y, *x;
  const A *gamma, *mean, *inverse;
  T* d_x;
  A *d_gamma, *d_beta;  // of each image [n,C]
  A* scratch;           // [3C]
  int64_t places, channels, groups;
};

// Images begin … end-1.
void Images(const Forward<float>& a, int64_t begin, int64_t end);
void Images(const Forward<double>& a, int64_t begin, int64_t end);
void Images(const Forward<Bf16>& a, int64_t begin, int64_t end);
void Images(const Backward<float>& a, int64_t begin, int64_t end);
void Images(const Backward<double>& a, int64_t begin, int64_t end);
void Images(const Backward<Bf16>& a, int64_t begin, int64_t end);

}  // namespace graft::relu_group_norm

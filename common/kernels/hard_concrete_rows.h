// The arithmetic of hard-concrete gates over a flat range, apart from LibTorch so that it
// compiles quickly for each instruction set. Letters: hard_concrete.h.
#pragma once

#include <cstdint>

#include "common/kernels/bfloat16.h"

namespace graft::hard_concrete {

// What u is.
enum class Noise {
  kDrawn,   // uniform in [1e-4, 1 - 1e-4], of 16 bits; a function of key and index
  kMiddle,  // 1/2 everywhere: z at the noise's median
};

// The constants of one tensor's gates.
struct Rule {
  double lower = -1.5, upper = 1.5;  // l, r
  Noise noise = Noise::kDrawn;
  uint64_t key = 0;
  double group = 1;    // z_g, the gate of the whole tensor
  double penalty = 0;  // of the loss, for each unit of σ(α - ln(-l/r))
};

// Of a range: Σ d_θ w z, and Σ σ(α - ln(-l/r)).
struct Sums {
  double slope = 0, open = 0;
};

// One gate in double: z, dz/dα, P(z > 0) and its derivative.
struct Gate {
  double z, d_z, open, d_open;
};
Gate Evaluate(const Rule& rule, double alpha, uint64_t index);

// θ = θ0 + z z_g w of the elements begin … end - 1; begin is a multiple of 128.
void Forward(const Rule& rule, int64_t begin, int64_t end, const float* theta0,
             const float* w, const float* alpha, float* theta);
void Forward(const Rule& rule, int64_t begin, int64_t end, const double* theta0,
             const double* w, const double* alpha, double* theta);
void Forward(const Rule& rule, int64_t begin, int64_t end, const Bf16* theta0,
             const float* w, const float* alpha, Bf16* theta);

// d_w += d_θ z z_g;  d_α += d_θ w z_g dz/dα + penalty σ′(α - ln(-l/r)).
Sums Backward(const Rule& rule, int64_t begin, int64_t end, const float* d_theta,
              const float* w, const float* alpha, float* d_w, float* d_alpha);
Sums Backward(const Rule& rule, int64_t begin, int64_t end, const double* d_theta,
              const double* w, const double* alpha, double* d_w, double* d_alpha);
Sums Backward(const Rule& rule, int64_t begin, int64_t end, const Bf16* d_theta,
              const float* w, const float* alpha, float* d_w, float* d_alpha);

}  // namespace graft::hard_concrete

// AdamW rows: the arithmetic of AdamW over a flat range, apart from LibTorch so that it
// compiles quickly for each instruction set.
#pragma once

#include <cstdint>

namespace graft::adamw {

// One step's constants: keep = 1 - αλ, rest = 1-β, rate = α/(1-β1ᵗ),
// root_correction = 1/√(1-β2ᵗ). The rests are given because float rounds 1 - 0.999 to an
// error of 1.3e-5 of itself, which every step would inherit.
template <class T>
struct Rule {
  T keep, beta1, rest1, beta2, rest2, rate, root_correction, epsilon, scale;
};

// One step of n parameters with gradient scale · g.
void Update(const Rule<float>& rule, int64_t n, const float* g, float* value, float* m,
            float* v);
void Update(const Rule<double>& rule, int64_t n, const double* g, double* value,
            double* m, double* v);

// Σ x², accumulated in double.
double SumOfSquares(const float* x, int64_t n);
double SumOfSquares(const double* x, int64_t n);

}  // namespace graft::adamw

// The row arithmetic of RaggedAttention, apart from LibTorch so that it compiles quickly for
// each instruction set.
#pragma once

#include <cstdint>

#include "common/kernels/mask_rule.h"

namespace graft::attention {

// One head of one sequence: `rows` queries against `columns` keys.
// Query i of the whole batch's token n draws the mask row n·stride + head.
struct Masking {
  MaskRule rule;
  uint64_t first, stride;
  uint64_t Row(int64_t i) const { return first + static_cast<uint64_t>(i) * stride; }
};

// p [rows,columns] ← softmax(scale · p) by row, sums [rows·stride] ← log Σ exp; and, where
// dropout is on, dropped ← mask ∘ p. `factor` is scratch of MaskRoom(columns).
void Softmax(float* p, int64_t rows, int64_t columns, float scale, float* sums,
             const Masking& mask, float* factor, float* dropped);
void Softmax(double* p, int64_t rows, int64_t columns, double scale, double* sums,
             const Masking& mask, double* factor, double* dropped);

// Given p and d ← gradient of the dropped probabilities: d ← gradient of the raw scores,
// scale · p ∘ (mask∘d - Σ p∘mask∘d + d_sum), and dropped ← mask ∘ p for the values' gradient.
// d_sums may be null.
void SoftmaxBackward(const float* p, int64_t rows, int64_t columns, float scale,
                     const float* d_sums, const Masking& mask, float* factor,
                     float* dropped, float* d);
void SoftmaxBackward(const double* p, int64_t rows, int64_t columns, double scale,
                     const double* d_sums, const Masking& mask, double* factor,
                     double* dropped, double* d);

}  // namespace graft::attention

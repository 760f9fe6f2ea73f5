// The row arithmetic of ResidualNorm, apart from LibTorch so that it compiles quickly for
// each instruction set.
#pragma once

#include <cstdint>

#include "common/kernels/bfloat16.h"
#include "common/kernels/mask_rule.h"

namespace graft::residual_norm {

// One call's arrays; rows are `columns` apart. y may be null.
template <class T>
struct Forward {
  const T *x, *y, *gamma, *beta;
  T *z, *normalised;
  AccumulatorOf<T>* inverse_sigma;
  AccumulatorOf<T>* scratch;  // MaskRoom(columns) for the mask, columns for h
  int64_t columns;
  double epsilon;
};

template <class T>
struct Backward {
  const T *d_z, *normalised, *gamma;
  const AccumulatorOf<T>* inverse_sigma;
  T *d_x, *d_y;  // d_y may be null: same as d_x, or not wanted
  AccumulatorOf<T>* scratch;
  int64_t columns;
};

// Rows begin … end-1, forward or backward. SumRows: d_gamma[c] += Σ d_z n̂, d_beta[c] += Σ d_z.
void Rows(const Forward<float>& a, const MaskRule& rule, int64_t begin, int64_t end);
void Rows(const Backward<float>& a, const MaskRule& rule, int64_t begin, int64_t end);
void SumRows(const float* d_z, const float* normal, int64_t columns, int64_t begin,
             int64_t end, AccumulatorOf<float>* d_gamma, AccumulatorOf<float>* d_beta);

void Rows(const Forward<double>& a, const MaskRule& rule, int64_t begin, int64_t end);
void Rows(const Backward<double>& a, const MaskRule& rule, int64_t begin, int64_t end);
void SumRows(const double* d_z, const double* normal, int64_t columns, int64_t begin,
             int64_t end, AccumulatorOf<double>* d_gamma,
             AccumulatorOf<double>* d_beta);

void Rows(const Forward<Bf16>& a, const MaskRule& rule, int64_t begin, int64_t end);
void Rows(const Backward<Bf16>& a, const MaskRule& rule, int64_t begin, int64_t end);
void SumRows(const Bf16* d_z, const Bf16* normal, int64_t columns, int64_t begin,
             int64_t end, AccumulatorOf<Bf16>* d_gamma, AccumulatorOf<Bf16>* d_beta);

}  // namespace graft::residual_norm

// Gemm: the matrix product of the BLAS that LibTorch carries, on plain memory.
//
// Idea:   LibTorch's own products work on tensors; attention needs thousands of small ones
//         on strided pieces of one buffer, where making tensors would cost as much again.
#pragma once

#include <cstdint>

namespace graft::blas {

// c [m,n] ← op(a) op(b) + beta c, op(a) [m,k] and op(b) [k,n]; all row-major with the given
// strides between rows; op transposes where asked.
void Gemm(bool a_transposed, bool b_transposed, int64_t m, int64_t n, int64_t k,
          const float* a, int64_t a_stride, const float* b, int64_t b_stride,
          float beta, float* c, int64_t c_stride);
void Gemm(bool a_transposed, bool b_transposed, int64_t m, int64_t n, int64_t k,
          const double* a, int64_t a_stride, const double* b, int64_t b_stride,
          double beta, double* c, int64_t c_stride);

}  // namespace graft::blas

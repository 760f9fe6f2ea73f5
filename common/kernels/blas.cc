#include "common/kernels/blas.h"

// The Fortran interface, which every BLAS has; LibTorch's comes with 32-bit sizes.
extern "C" {
void sgemm_(const char* op_a, const char* op_b, const int* m, const int* n,
            const int* k, const float* alpha, const float* a, const int* lda,
            const float* b, const int* ldb, const float* beta, float* c,
            const int* ldc);
void dgemm_(const char* op_a, const char* op_b, const int* m, const int* n,
            const int* k, const double* alpha, const double* a, const int* lda,
            const double* b, const int* ldb, const double* beta, double* c,
            const int* ldc);
}

namespace graft::blas {
namespace {

// BLAS is column-major and sees the transposes: cᵀ = op(b)ᵀ op(a)ᵀ.
template <class T, class Routine>
void Call(const Routine& routine, bool a_transposed, bool b_transposed, int64_t m,
          int64_t n, int64_t k, const T* a, int64_t a_stride, const T* b,
          int64_t b_stride, T beta, T* c, int64_t c_stride) {
  const char op_a = a_transposed ? 'T' : 'N', op_b = b_transposed ? 'T' : 'N';
  const int rows = static_cast<int>(m), columns = static_cast<int>(n),
            inner = static_cast<int>(k), lda = static_cast<int>(a_stride),
            ldb = static_cast<int>(b_stride), ldc = static_cast<int>(c_stride);
  const T one = 1;
  routine(&op_b, &op_a, &columns, &rows, &inner, &one, b, &ldb, a, &lda, &beta, c,
          &ldc);
}

}  // namespace

void Gemm(bool a_transposed, bool b_transposed, int64_t m, int64_t n, int64_t k,
          const float* a, int64_t a_stride, const float* b, int64_t b_stride,
          float beta, float* c, int64_t c_stride) {
  Call(sgemm_, a_transposed, b_transposed, m, n, k, a, a_stride, b, b_stride, beta, c,
       c_stride);
}

void Gemm(bool a_transposed, bool b_transposed, int64_t m, int64_t n, int64_t k,
          const double* a, int64_t a_stride, const double* b, int64_t b_stride,
          double beta, double* c, int64_t c_stride) {
  Call(dgemm_, a_transposed, b_transposed, m, n, k, a, a_stride, b, b_stride, beta, c,
       c_stride);
}

}  // namespace graft::blas

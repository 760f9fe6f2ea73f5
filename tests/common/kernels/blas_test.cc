#include "common/kernels/blas.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "common/base/rng.h"

namespace graft::blas {
namespace {

struct Shape {
  bool a_transposed, b_transposed;
  int64_t m, n, k;
};

template <class T>
std::vector<T> Random(int64_t size, const char* name) {
  const RandomStream stream(1, name);
  std::vector<T> values(size);
  for (int64_t i = 0; i < size; ++i) values[i] = static_cast<T>(stream.Normal(i));
  return values;
}

template <class T>
class Gemms : public ::testing::Test {
 protected:
  static constexpr int64_t kGap = 3;  // between rows, which must stay as they are

  // Element [row][column] of op(x), x with rows `stride` apart.
  static double At(const std::vector<T>& x, int64_t stride, bool transposed,
                   int64_t row, int64_t column) {
    return transposed ? x[column * stride + row] : x[row * stride + column];
  }

  // Against loops in double. Summing k products in T, in any order, errs by at most
  // (k + 2) ε Σ|a||b| (Higham, section 3.1).
  void ExpectAgreement(const Shape& s, T beta) {
    const int64_t a_stride = (s.a_transposed ? s.m : s.k) + kGap,
                  b_stride = (s.b_transposed ? s.k : s.n) + kGap, c_stride = s.n + kGap;
    const auto a = Random<T>((s.a_transposed ? s.k : s.m) * a_stride, "a");
    const auto b = Random<T>((s.b_transposed ? s.n : s.k) * b_stride, "b");
    const auto before = Random<T>(s.m * c_stride, "c");
    std::vector<T> c = before;
    Gemm(s.a_transposed, s.b_transposed, s.m, s.n, s.k, a.data(), a_stride, b.data(),
         b_stride, beta, c.data(), c_stride);
    const double epsilon = std::numeric_limits<T>::epsilon();
    for (int64_t i = 0; i < s.m; ++i) {
      for (int64_t j = 0; j < s.n; ++j) {
        const double old = double{beta} * before[i * c_stride + j];
        double want = old, size = std::abs(old);
        for (int64_t l = 0; l < s.k; ++l) {
          const double product = At(a, a_stride, s.a_transposed, i, l) *
                                 At(b, b_stride, s.b_transposed, l, j);
          want += product;
          size += std::abs(product);
        }
        ASSERT_NEAR(c[i * c_stride + j], want, (s.k + 2) * epsilon * size)
            << i << "," << j;
      }
      for (int64_t j = s.n; j < c_stride; ++j)
        ASSERT_EQ(c[i * c_stride + j], before[i * c_stride + j]) << "gap of row " << i;
    }
  }
};
using Types = ::testing::Types<float, double>;
TYPED_TEST_SUITE(Gemms, Types);

TYPED_TEST(Gemms, AgreeWithLoopsInEveryTransposeShapeAndBeta) {
  for (const bool a_transposed : {false, true})
    for (const bool b_transposed : {false, true})
      for (const auto& [m, n, k] :
           {std::tuple(1, 1, 1), std::tuple(1, 7, 5), std::tuple(9, 1, 33),
            std::tuple(17, 31, 8), std::tuple(40, 24, 65)})
        for (const double beta : {0.0, 1.0, 0.5})
          this->ExpectAgreement({a_transposed, b_transposed, m, n, k},
                                static_cast<TypeParam>(beta));
}

// Callers pass fresh memory: what lies there must not matter, NaN included.
TYPED_TEST(Gemms, DoNotReadTheTargetIfBetaIsZero) {
  const TypeParam a[] = {1, 2}, b[] = {3, 4};
  TypeParam c = std::numeric_limits<TypeParam>::quiet_NaN();
  Gemm(false, false, 1, 1, 2, a, 2, b, 1, TypeParam{0}, &c, 1);
  EXPECT_EQ(c, 11);
}

TYPED_TEST(Gemms, ScaleTheTargetIfTheInnerSizeIsZero) {
  const TypeParam none[] = {0};
  TypeParam c[] = {2, 4};
  Gemm(false, false, 1, 2, 0, none, 1, none, 2, TypeParam{0.5}, c, 2);
  EXPECT_EQ(c[0], 1);
  EXPECT_EQ(c[1], 2);
}

}  // namespace
}  // namespace graft::blas

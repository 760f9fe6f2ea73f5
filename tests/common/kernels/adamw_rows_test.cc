#include "common/kernels/adamw_rows.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "common/base/rng.h"

namespace graft::adamw {
namespace {

template <class T>
std::vector<T> Random(int64_t size, const char* name) {
  const RandomStream stream(1, name);
  std::vector<T> values(size);
  for (int64_t i = 0; i < size; ++i) values[i] = static_cast<T>(stream.Normal(i));
  return values;
}

template <class T>
class AdamWRows : public ::testing::Test {
 protected:
  static constexpr double kEpsilon = std::numeric_limits<T>::epsilon();
  const Rule<T> rule_ = {T(0.999), T(0.9), T(0.1),  T(0.99), T(0.01),
                         T(0.01),  T(1.5), T(1e-8), T(0.7)};
};
using Types = ::testing::Types<float, double>;
TYPED_TEST_SUITE(AdamWRows, Types);

// One step of the formulas in long double. Each sum of two products rounds three times, the
// square root and quotient twice more: 8 ε of the terms' sizes is room for all of it. Sizes
// around the vector width try every remainder; what follows the range must stay.
TYPED_TEST(AdamWRows, StepAgreesWithTheFormulas) {
  using T = TypeParam;
  const Rule<T>& r = this->rule_;
  for (const int64_t n : {0, 1, 7, 16, 33, 1000}) {
    const auto g = Random<T>(n, "g"), value = Random<T>(n + 1, "value"),
               m = Random<T>(n + 1, "m");
    std::vector<T> v = Random<T>(n + 1, "v");
    for (T& x : v) x = x * x;
    std::vector<T> new_value = value, new_m = m, new_v = v;
    Update(r, n, g.data(), new_value.data(), new_m.data(), new_v.data());
    for (int64_t i = 0; i < n; ++i) {
      const long double gradient = static_cast<long double>(g[i]) * r.scale;
      const long double old_part = static_cast<long double>(r.beta1) * m[i],
                        new_part = static_cast<long double>(r.rest1) * gradient;
      EXPECT_NEAR(new_m[i], old_part + new_part,
                  8 * this->kEpsilon * (std::abs(old_part) + std::abs(new_part)));
      const long double want_v =
          static_cast<long double>(r.beta2) * v[i] +
          static_cast<long double>(r.rest2) * gradient * gradient;
      EXPECT_NEAR(new_v[i], want_v, 8 * this->kEpsilon * want_v);
      // From the moments as they were stored: their own errors are judged above.
      const long double kept = static_cast<long double>(value[i]) * r.keep;
      const long double change =
          r.rate * static_cast<long double>(new_m[i]) /
          (std::sqrt(static_cast<long double>(new_v[i])) * r.root_correction +
           r.epsilon);
      EXPECT_NEAR(new_value[i], kept - change,
                  8 * this->kEpsilon * (std::abs(kept) + std::abs(change)));
    }
    EXPECT_EQ(new_value[n], value[n]);
    EXPECT_EQ(new_m[n], m[n]);
    EXPECT_EQ(new_v[n], v[n]);
  }
}

TYPED_TEST(AdamWRows, StepWithoutGradientOrMomentOnlyDecays) {
  using T = TypeParam;
  T g = 0, value = 2, m = 0, v = 0;
  Update(this->rule_, 1, &g, &value, &m, &v);
  EXPECT_EQ(value, 2 * this->rule_.keep);
  EXPECT_EQ(m, 0);
  EXPECT_EQ(v, 0);
}

// n additions in double, in some order: n ε of a sum of positive terms.
TYPED_TEST(AdamWRows, SumOfSquaresAccumulatesInDouble) {
  using T = TypeParam;
  for (const int64_t n : {0, 1, 15, 16, 17, 10'001}) {
    const auto x = Random<T>(n, "x");
    long double want = 0;
    for (const T value : x) want += static_cast<long double>(value) * value;
    EXPECT_NEAR(SumOfSquares(x.data(), n), want, n * 2.2e-16 * want);
  }
  const std::vector<T> large(5, T(1e30));  // squares that no float holds
  EXPECT_NEAR(SumOfSquares(large.data(), 5) / 5e60, 1, 2 * this->kEpsilon);
}

}  // namespace
}  // namespace graft::adamw

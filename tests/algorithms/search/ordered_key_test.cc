#include "algorithms/search/ordered_key.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <vector>

namespace graft::search {
namespace {

static_assert(ToKey(-7) == -7 && OfKey<int32_t>(-7) == -7);
static_assert(ToKey(0u) == std::numeric_limits<int32_t>::min() && ToKey(1u << 31) == 0);
static_assert(ToKey(0.0) == 0 && ToKey(-0.0) == 0 && ToKey(-1.0) == -ToKey(1.0));
static_assert(!Keyed<bool> && !Keyed<int16_t> && !Keyed<long double>);

template <class T>
class OrderedKey : public testing::Test {};
using Types = testing::Types<int32_t, uint32_t, int64_t, uint64_t, float, double>;
TYPED_TEST_SUITE(OrderedKey, Types);

template <class T>
std::vector<T> Corners() {
  using Limits = std::numeric_limits<T>;
  std::vector<T> all = {Limits::lowest(), T(0),          T(1),    T(2),
                        T(100),           Limits::min(), T(77.5), Limits::max()};
  if constexpr (!std::unsigned_integral<T>) all.insert(all.end(), {T(-1), T(-77.5)});
  if constexpr (std::floating_point<T>)
    all.insert(all.end(),
               {Limits::infinity(), -Limits::infinity(), Limits::denorm_min(),
                -Limits::denorm_min(), -Limits::min(), T(-0.0), Limits::epsilon()});
  return all;
}

TYPED_TEST(OrderedKey, HasTheOrderOfTheNumbers) {
  for (const TypeParam a : Corners<TypeParam>())
    for (const TypeParam b : Corners<TypeParam>()) {
      EXPECT_EQ(ToKey(a) < ToKey(b), a < b) << a << ' ' << b;
      EXPECT_EQ(ToKey(a) == ToKey(b), a == b) << a << ' ' << b;
    }
}

TYPED_TEST(OrderedKey, ComesBack) {
  for (const TypeParam a : Corners<TypeParam>())
    EXPECT_EQ(OfKey<TypeParam>(ToKey(a)), a);
}

TYPED_TEST(OrderedKey, OfAFloatCountsTheFloatsBetween) {
  if constexpr (std::floating_point<TypeParam>)
    for (const TypeParam a : Corners<TypeParam>()) {
      const TypeParam next =
          std::nextafter(a, std::numeric_limits<TypeParam>::infinity());
      EXPECT_EQ(ToKey(next), ToKey(a) + (next != a)) << a;
    }
}

template <class T>
void CheckBits(KeyOf<T> left, KeyOf<T> right) {
  const T a = std::bit_cast<T>(left), b = std::bit_cast<T>(right);
  if (a != a || b != b) return;
  RC_ASSERT((ToKey(a) < ToKey(b)) == (a < b));
  RC_ASSERT(OfKey<T>(ToKey(a)) == a);
}

RC_GTEST_PROP(OrderedKeyProp, HoldsForAnyBits, ()) {
  const auto narrow = rc::gen::arbitrary<std::pair<int32_t, int32_t>>();
  const auto wide = rc::gen::arbitrary<std::pair<int64_t, int64_t>>();
  const auto [a, b] = *rc::gen::noShrink(narrow);
  const auto [c, d] = *rc::gen::noShrink(wide);
  const auto spread = [](auto x) { return x * 0x9e3779b97f4a7c15u; };
  const auto high = [&](auto x) { return static_cast<int32_t>(spread(x) >> 32); };
  CheckBits<uint32_t>(high(a), high(b));
  CheckBits<float>(high(a), high(b));
  CheckBits<uint64_t>(static_cast<int64_t>(spread(c)), static_cast<int64_t>(spread(d)));
  CheckBits<double>(static_cast<int64_t>(spread(c)), static_cast<int64_t>(spread(d)));
}

}  // namespace
}  // namespace graft::search

#include "algorithms/search/first_true.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>
#include <map>

namespace graft::search {
namespace {

template <class T>
constexpr T kMin = std::numeric_limits<T>::min();
template <class T>
constexpr T kMax = std::numeric_limits<T>::max();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// At compile time.
static_assert(FirstTrue(0, 100, [](int x) { return x * x >= 50; }) == 8);
static_assert(LastTrue(0, 100, [](int x) { return x * x <= 50; }) == 7);
static_assert(FirstTrue(kMin<int>, kMax<int>, [](int x) { return x >= -7; }) == -7);
static_assert(LastTrue(0.0, 2.0, [](double x) { return x * x <= 2; }) < 1.4142135624);
static_assert(FirstTrue(-1.0f, 1.0f, [](float x) { return x >= 0; }) == 0);

// What is no predicate, or no type to search in, does not compile.
template <class T, class Predicate>
concept Searches = requires(T x, Predicate pred) {
  FirstTrue(x, x, pred);
  LastTrue(x, x, pred);
};
static_assert(Searches<int, bool (*)(int)>);
static_assert(Searches<double, bool (*)(double)>);
static_assert(!Searches<int, int>);
static_assert(!Searches<int, bool (*)(int, int)>);
static_assert(!Searches<bool, bool (*)(bool)>);
static_assert(!Searches<long double, bool (*)(long double)>);
static_assert(!Searches<const char*, bool (*)(const char*)>);

// A predicate on [lo, lo + 8) given by bits; it notes what it was asked.
struct Noted {
  unsigned bits;
  int lo;
  std::map<int, bool>* asked;

  bool operator()(int x) const { return (*asked)[x] = bits >> (x - lo) & 1; }
};

TEST(FirstTrue, EndsAtABoundaryOfEveryPredicateOnSmallRanges) {
  constexpr int kLo = -4;
  for (int hi = kLo; hi <= kLo + 8; ++hi)
    for (unsigned bits = 0; bits < 1u << (hi - kLo); ++bits) {
      std::map<int, bool> asked;
      const int x = FirstTrue(kLo, hi, Noted{bits, kLo, &asked});
      ASSERT_TRUE(asked.empty() || (asked.begin()->first >= kLo &&  //
                                    asked.rbegin()->first < hi));
      ASSERT_TRUE(x == kLo || !asked.at(x - 1)) << bits;
      ASSERT_TRUE(x == hi || asked.at(x)) << bits;
    }
}

TEST(LastTrue, EndsAtABoundaryOfEveryPredicateOnSmallRanges) {
  constexpr int kLo = -4;
  for (int hi = kLo; hi <= kLo + 8; ++hi)
    for (unsigned bits = 0; bits < 2u << (hi - kLo); ++bits) {
      std::map<int, bool> asked;
      const int x = LastTrue(kLo, hi, Noted{bits, kLo, &asked});
      ASSERT_TRUE(asked.empty() || (asked.begin()->first > kLo &&  //
                                    asked.rbegin()->first <= hi));
      ASSERT_TRUE(x == kLo || asked.at(x)) << bits;
      ASSERT_TRUE(x == hi || !asked.at(x + 1)) << bits;
    }
}

TEST(FirstTrue, FindsEveryThresholdInNoMoreStepsThanTheLogarithm) {
  for (int n = 1; n <= 130; ++n)
    for (int threshold = 0; threshold < n; ++threshold) {
      int first_steps = 0, last_steps = 0;
      ASSERT_EQ(
          FirstTrue(0, n - 1, [&](int x) { return ++first_steps, x >= threshold; }),
          threshold);
      ASSERT_EQ(LastTrue(0, n - 1, [&](int x) { return ++last_steps, x <= threshold; }),
                threshold);
      const int most = static_cast<int>(std::bit_width(static_cast<unsigned>(n - 1)));
      ASSERT_LE(first_steps, most);
      ASSERT_LE(last_steps, most);
    }
}

template <class T>
class Corners : public testing::Test {};
using IntegerTypes = testing::Types<int8_t, uint8_t, int16_t, uint16_t, int32_t,
                                    uint32_t, int64_t, uint64_t>;
TYPED_TEST_SUITE(Corners, IntegerTypes);

TYPED_TEST(Corners, TheWholeTypeIsSearched) {
  using T = TypeParam;
  for (const T threshold :
       {kMin<T>, T(kMin<T> + 1), T(0), T(1), T(77), T(kMax<T> - 1), kMax<T>}) {
    int steps = 0;
    EXPECT_EQ(FirstTrue(kMin<T>, kMax<T>, [&](T x) { return ++steps, x >= threshold; }),
              threshold);
    EXPECT_EQ(LastTrue(kMin<T>, kMax<T>, [&](T x) { return ++steps, x <= threshold; }),
              threshold);
    EXPECT_EQ(steps, 2 * 8 * static_cast<int>(sizeof(T)));
  }
}

TYPED_TEST(Corners, NoneIsTheSentinel) {
  using T = TypeParam;
  const auto never = [](T) { return false; };
  for (const T x : {kMin<T>, T(5), kMax<T>}) {
    EXPECT_EQ(FirstTrue(kMin<T>, x, never), x);
    EXPECT_EQ(LastTrue(x, kMax<T>, never), x);
  }
}

TYPED_TEST(Corners, OneElementIsNotEvaluated) {
  using T = TypeParam;
  const auto refuse = [](T) { return ADD_FAILURE(), true; };
  for (const T x : {kMin<T>, T(5), kMax<T>}) {
    EXPECT_EQ(FirstTrue(x, x, refuse), x);
    EXPECT_EQ(LastTrue(x, x, refuse), x);
  }
}

template <class T>
class Reals : public testing::Test {};
using RealTypes = testing::Types<float, double>;
TYPED_TEST_SUITE(Reals, RealTypes);

TYPED_TEST(Reals, EveryThresholdBetweenTheInfinitiesIsFoundInFewSteps) {
  using T = TypeParam;
  using Limits = std::numeric_limits<T>;
  const T inf = Limits::infinity();
  for (const T t : {-inf, Limits::lowest(), T(-1), -Limits::min(),
                    -Limits::denorm_min(), T(0), Limits::denorm_min(), Limits::min(),
                    std::nextafter(T(1), T(2)), Limits::max(), inf}) {
    int steps = 0;
    EXPECT_EQ(FirstTrue(-inf, inf, [&](T x) { return ++steps, x >= t; }), t);
    EXPECT_EQ(LastTrue(-inf, inf, [&](T x) { return ++steps, x <= t; }), t);
    EXPECT_LE(steps, 2 * 8 * static_cast<int>(sizeof(T)));
  }
}

TYPED_TEST(Reals, BothZerosAreOne) {
  using T = TypeParam;
  const auto refuse = [](T) { return ADD_FAILURE(), true; };
  EXPECT_EQ(FirstTrue(T(0.0), T(-0.0), refuse), 0);
  EXPECT_EQ(LastTrue(T(-0.0), T(0.0), refuse), 0);
}

TYPED_TEST(Reals, NoFloatLiesBetweenTheTwoBoundaries) {
  using T = TypeParam;
  const auto small = [](T x) { return x * x <= 2; };
  const T last = LastTrue(T(0), T(2), small);
  EXPECT_EQ(FirstTrue(T(0), T(2), std::not_fn(small)), std::nextafter(last, T(2)));
  EXPECT_NEAR(last, std::sqrt(T(2)), std::numeric_limits<T>::epsilon() * 2);
}

RC_GTEST_PROP(FirstTrueProp, IsTheLinearScan, ()) {
  const int lo = *rc::gen::inRange(-1000, 1000);
  const int hi = lo + *rc::gen::inRange(0, 100);
  const int threshold = *rc::gen::inRange(-1100, 1200);
  int scan = lo;
  while (scan < hi && scan < threshold) ++scan;
  RC_ASSERT(FirstTrue(lo, hi, [=](int x) { return x >= threshold; }) == scan);
}

RC_GTEST_PROP(LastTrueProp, IsFirstTrueMirrored, (int64_t a, int64_t b, int64_t t)) {
  const auto [lo, hi] = std::minmax({a, b});
  RC_PRE(lo > kMin<int64_t>);
  RC_ASSERT(LastTrue(lo, hi, [=](int64_t x) { return x <= t; }) ==
            -FirstTrue(-hi, -lo, [=](int64_t x) { return -x <= t; }));
}

TEST(FirstTrueDeathTest, RefusesAnInvertedRangeAndNaN) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto yes = [](auto) { return true; };
  EXPECT_DEATH(FirstTrue(1, 0, yes), "lo <= hi");
  EXPECT_DEATH(LastTrue(1u, 0u, yes), "lo <= hi");
  EXPECT_DEATH(FirstTrue(0.0, std::nan(""), yes), "lo <= hi");
  EXPECT_DEATH(LastTrue(std::nan(""), kInfinity, yes), "lo <= hi");
}

}  // namespace
}  // namespace graft::search

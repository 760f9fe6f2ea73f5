#include "algorithms/search/index.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "algorithms/search/eytzinger.h"
#include "algorithms/search/sorted_array.h"
#include "tests/algorithms/search/small_arrays.h"

namespace graft::search {
namespace {

template <class Searched>
struct KeyTypeOf;
template <class T, template <class> class Layout>
struct KeyTypeOf<Index<T, Layout>> {
  using type = T;
};

template <class Searched>
class IndexTest : public testing::Test {};
using Types =
    testing::Types<Index<int32_t>, Index<uint32_t>, Index<int64_t>, Index<uint64_t>,
                   Index<float>, Index<double>, Index<int32_t, SortedArray>,
                   Index<double, SortedArray>, Index<uint32_t, Eytzinger>,
                   Index<float, Eytzinger>, Index<int64_t, Eytzinger>>;
TYPED_TEST_SUITE(IndexTest, Types);

// Every question about every x, against std.
template <class Searched, class T>
void ExpectAnswers(const std::vector<T>& sorted, const std::vector<T>& xs) {
  const Searched index(sorted);
  ASSERT_EQ(index.size(), sorted.size());
  std::vector<size_t> ranks(xs.size()), ends(xs.size());
  index.LowerBound(xs, ranks);
  index.UpperBound(xs, ends);
  for (size_t i = 0; i < xs.size(); ++i) {
    const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), xs[i]);
    const auto lower = static_cast<size_t>(first - sorted.begin());
    const auto upper = static_cast<size_t>(last - sorted.begin());
    ASSERT_EQ(index.LowerBound(xs[i]), lower) << xs[i] << " of " << sorted.size();
    ASSERT_EQ(index.UpperBound(xs[i]), upper) << xs[i] << " of " << sorted.size();
    ASSERT_EQ(index.EqualRange(xs[i]), std::pair(lower, upper));
    ASSERT_EQ(index.Rank(xs[i]), lower);
    ASSERT_EQ(index.Count(xs[i]), upper - lower);
    ASSERT_EQ(index.Contains(xs[i]), lower < upper);
    ASSERT_EQ(ranks[i], lower);
    ASSERT_EQ(ends[i], upper);
  }
  for (size_t i = 0; i < sorted.size(); ++i) ASSERT_EQ(index[i], sorted[i]);
}

TYPED_TEST(IndexTest, AnswersEverythingAboutSmallArrays) {
  using T = typename KeyTypeOf<TypeParam>::type;
  ForEachSortedArray<T>(7, 4, [](const auto& sorted) {
    ExpectAnswers<TypeParam, T>(sorted, {0, 1, 2, 3, 4, std::numeric_limits<T>::max(),
                                         std::numeric_limits<T>::lowest()});
  });
}

TYPED_TEST(IndexTest, AnswersAtEverySize) {
  using T = typename KeyTypeOf<TypeParam>::type;
  std::vector<T> sorted, xs = {T(0), T(1), T(1000)};
  for (size_t size = 0; size <= 300; ++size) {
    ExpectAnswers<TypeParam, T>(sorted, xs);
    sorted.push_back(static_cast<T>(3 * size + 1));
    for (const int beside : {0, 1, 2}) xs.push_back(static_cast<T>(3 * size + beside));
  }
}

// Any bits are a number, but for NaN; with `values` few of them.
template <class T>
T AnyNumber(std::mt19937_64& random, uint64_t values) {
  const uint64_t bits = (random() % values) * 0x9e3779b97f4a7c15u;
  const T x = std::bit_cast<T>(static_cast<KeyOf<T>>(bits >> (64 - 8 * sizeof(T))));
  return x == x ? x : T(0);
}

// x and the finite numbers just below and above it.
template <class T>
void PushWithNeighbours(T x, std::vector<T>& xs) {
  using Limits = std::numeric_limits<T>;
  xs.push_back(x);
  if (x > Limits::lowest()) xs.push_back(OfKey<T>(ToKey(x) - 1));
  if (x < Limits::max()) xs.push_back(OfKey<T>(ToKey(x) + 1));
}

TYPED_TEST(IndexTest, AnswersAboutAnyNumbersAndTheirNeighbours) {
  using T = typename KeyTypeOf<TypeParam>::type;
  using Limits = std::numeric_limits<T>;
  std::mt19937_64 random(1);
  for (const uint64_t values : {uint64_t{3}, uint64_t{500}, ~uint64_t{0}})
    for (const size_t size : {100u, 4624u, 4625u, 6561u, 30'000u}) {
      std::vector<T> sorted(size),
          xs = {Limits::lowest(), Limits::max(), Limits::min()};
      for (T& x : sorted) x = AnyNumber<T>(random, values);
      if (Limits::has_infinity)
        for (const T x : {Limits::infinity(), -Limits::infinity(), Limits::denorm_min(),
                          -Limits::denorm_min(), T(0) * T(-1)}) {
          sorted.push_back(x);
          xs.push_back(x);
        }
      std::ranges::sort(sorted);
      for (size_t i = 0; i < size; i += 1 + size / 1000) {
        PushWithNeighbours(sorted[i], xs);
        xs.push_back(AnyNumber<T>(random, ~uint64_t{0}));
      }
      ExpectAnswers<TypeParam, T>(sorted, xs);
    }
}

TEST(Index, CountsBothZerosAsOneKey) {
  const std::vector<float> sorted = {-1, -0.0f, 0.0f, 1};
  const Index<float> index(sorted);
  EXPECT_EQ(index.EqualRange(0.0f), (std::pair<size_t, size_t>(1, 3)));
  EXPECT_EQ(index.EqualRange(-0.0f), (std::pair<size_t, size_t>(1, 3)));
}

TEST(Index, TakesTheSpaceOfItsCard) {
  const std::vector<int32_t> narrow(1 << 20);
  const std::vector<double> wide(1 << 20);
  EXPECT_NEAR(Index<int32_t>(narrow).bytes() / 4.0 / narrow.size(), 1.0625, 0.01);
  EXPECT_NEAR(Index<double>(wide).bytes() / 8.0 / wide.size(), 1.125, 0.01);
}

TEST(Index, IsMovedWithItsKeys) {
  const std::vector<int32_t> sorted = {1, 2, 2, 5};
  Index<int32_t> index{sorted};
  const Index<int32_t> moved = std::move(index);
  EXPECT_EQ(moved.Count(2), 2u);
}

RC_GTEST_PROP(IndexProp, RanksRiseWithTheQuestion,
              (std::vector<int32_t> keys, int32_t a, int32_t b)) {
  std::ranges::sort(keys);
  const Index<int32_t> index(keys);
  const auto [less, more] = std::minmax(a, b);
  RC_ASSERT(index.LowerBound(less) <= index.LowerBound(more));
  RC_ASSERT(less == more || index.UpperBound(less) <= index.LowerBound(more));
}

RC_GTEST_PROP(IndexProp, RemovingAKeyLowersTheRanksAboveIt,
              (std::vector<int32_t> keys)) {
  RC_PRE(!keys.empty());
  std::ranges::sort(keys);
  const size_t at = *rc::gen::inRange<size_t>(0, keys.size());
  const int32_t removed = keys[at];
  std::vector<int32_t> rest = keys;
  rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(at));
  const Index<int32_t> before(keys), after(rest);
  for (const int32_t x : keys)
    RC_ASSERT(before.LowerBound(x) == after.LowerBound(x) + (removed < x));
}

TEST(IndexDeathTest, RefusesWhatIsNotSortedOrNoNumber) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const double nan = std::nan("");
  const std::vector<double> unsorted = {1, 0}, no_numbers = {0, nan, 1},
                            sorted = {0, 1};
  EXPECT_DEATH(Index<double>{unsorted}, "is_sorted");
  EXPECT_DEATH(Index<double>{no_numbers}, "none_of");
  const Index<double> index(sorted);
  EXPECT_DEATH((void)index.LowerBound(nan), "IsNan");
  EXPECT_DEATH((void)index.UpperBound(nan), "IsNan");
  EXPECT_DEATH((void)index[2], "rank < size");
  const std::vector<double> xs = {0, nan};
  std::vector<size_t> one(1), two(2);
  EXPECT_DEATH(index.LowerBound(xs, one), "xs.size\\(\\) == ranks.size\\(\\)");
  EXPECT_DEATH(index.LowerBound(xs, two), "IsNan");
}

}  // namespace
}  // namespace graft::search

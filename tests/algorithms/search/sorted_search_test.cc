#include "algorithms/search/sorted_search.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <list>
#include <random>
#include <vector>

#include "tests/algorithms/search/small_arrays.h"

namespace graft::search {
namespace {

template <class T>
class SortedSearch : public testing::Test {};
using Types = testing::Types<int8_t, uint8_t, int16_t, uint16_t, int32_t, uint32_t,
                             int64_t, uint64_t, float, double>;
TYPED_TEST_SUITE(SortedSearch, Types);

template <class T>
void ExpectFinds(const std::vector<T>& sorted, T key) {
  ASSERT_EQ(LowerBound(sorted.begin(), sorted.end(), key) - sorted.begin(),
            std::lower_bound(sorted.begin(), sorted.end(), key) - sorted.begin())
      << sorted.size();
}

TYPED_TEST(SortedSearch, FindsEverythingInSmallArrays) {
  ForEachSortedArray<TypeParam>(7, 4, [](const auto& sorted) {
    for (int key = 0; key <= 4; ++key) ExpectFinds(sorted, static_cast<TypeParam>(key));
    ExpectFinds(sorted, std::numeric_limits<TypeParam>::lowest());
    ExpectFinds(sorted, std::numeric_limits<TypeParam>::max());
  });
}

TYPED_TEST(SortedSearch, FindsEveryKeyAtEverySize) {
  using Limits = std::numeric_limits<TypeParam>;
  std::mt19937_64 random(1);
  std::vector<TypeParam> sorted = {Limits::lowest(), Limits::max()};
  while (sorted.size() < 2100) {
    const auto key = static_cast<TypeParam>(static_cast<int64_t>(random()));
    sorted.insert(std::ranges::upper_bound(sorted, key), key);
    for (size_t i = 0; i < sorted.size(); i += 1 + sorted.size() / 30)
      ExpectFinds(sorted, sorted[i]);
    ExpectFinds(sorted, Limits::lowest());
    ExpectFinds(sorted, Limits::max());
  }
}

// Where it prefetches.
TYPED_TEST(SortedSearch, FindsKeysBeyondTheCache) {
  const size_t cached = internal::kCachedBytes / sizeof(TypeParam);
  for (const size_t size : {cached, cached + 1, 2 * cached, 3 * cached + 7}) {
    std::vector<TypeParam> sorted(size);
    std::mt19937_64 random(1);
    for (TypeParam& key : sorted)
      key = static_cast<TypeParam>(static_cast<int64_t>(random()));
    std::ranges::sort(sorted);
    for (int i = 0; i < 2000; ++i) {
      ExpectFinds(sorted, sorted[random() % size]);
      ExpectFinds(sorted, static_cast<TypeParam>(static_cast<int64_t>(random())));
    }
  }
}

TEST(SortedSearch, TakesPointersAndRefusesWhatItCannotSearch) {
  const double keys[] = {-1, 0, 0, 2.5};
  EXPECT_EQ(LowerBound(std::begin(keys), std::end(keys), -0.0), keys + 1);
  EXPECT_EQ(LowerBound(keys, keys, 1), keys);
  const auto searches = []<class Iterator>(Iterator it) {
    return requires { LowerBound(it, it, 1); };
  };
  EXPECT_TRUE(searches(keys));
  EXPECT_FALSE(searches(std::list<double>{}.begin()));
}

TEST(SortedSearch, FindsInfinitiesAndDenormals) {
  using Limits = std::numeric_limits<double>;
  const std::vector<double> sorted = {
      -Limits::infinity(),  Limits::lowest(),  -Limits::denorm_min(), -0.0, 0.0,
      Limits::denorm_min(), Limits::infinity()};
  for (const double key : sorted) ExpectFinds(sorted, key);
}

RC_GTEST_PROP(SortedSearchProp, IsStd, (std::vector<int> keys, int key)) {
  std::ranges::sort(keys);
  ExpectFinds(keys, key);
}

}  // namespace
}  // namespace graft::search

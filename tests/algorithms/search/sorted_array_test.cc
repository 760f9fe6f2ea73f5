#include "algorithms/search/sorted_array.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace graft::search {
namespace {

SortedArray<int32_t> Threes(size_t size) {
  return {size, [](size_t rank) { return static_cast<int32_t>(3 * rank); }};
}

TEST(SortedArray, HoldsTheKeysAndNothingElse) {
  const SortedArray<int32_t> array = Threes(100);
  EXPECT_EQ(array.size(), 100u);
  EXPECT_EQ(array.bytes(), 400u);
  for (size_t i = 0; i < 100; ++i) EXPECT_EQ(array[i], static_cast<int32_t>(3 * i));
}

TEST(SortedArray, FindsOneByOneAndManyTogether) {
  for (size_t size = 0; size <= 100; ++size) {
    const SortedArray<int32_t> array = Threes(size);
    std::vector<int32_t> keys;
    for (int key = -1; key <= 301; ++key) keys.push_back(key);
    std::vector<size_t> ranks(keys.size());
    array.LowerBound(keys, ranks);
    for (size_t i = 0; i < keys.size(); ++i) {
      const size_t want = std::min<size_t>(size, keys[i] <= 0 ? 0 : (keys[i] + 2) / 3);
      ASSERT_EQ(array.LowerBound(keys[i]), want);
      ASSERT_EQ(ranks[i], want);
    }
  }
}

TEST(SortedArrayDeathTest, RefusesAnUnequalBatch) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const SortedArray<int32_t> array = Threes(3);
  std::vector<int32_t> keys(2);
  std::vector<size_t> ranks(1);
  EXPECT_DEATH(array.LowerBound(keys, ranks), "keys.size\\(\\) == ranks.size\\(\\)");
}

}  // namespace
}  // namespace graft::search

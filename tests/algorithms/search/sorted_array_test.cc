#include "algorithms/search/sorted_array.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "tests/algorithms/search/small_arrays.h"

namespace graft::search {
namespace {

TEST(SortedArray, HoldsTheKeysAndNothingElse) {
  const SortedArray<int32_t> array = Threes<SortedArray, int32_t>(100);
  EXPECT_EQ(array.size(), 100u);
  EXPECT_EQ(array.bytes(), 400u);
  for (size_t i = 0; i < 100; ++i) EXPECT_EQ(array[i], static_cast<int32_t>(3 * i));
}

TEST(SortedArray, FindsOneByOneAndManyTogether) {
  ExpectFindsInThrees<SortedArray, int32_t>();
}

TEST(SortedArrayDeathTest, RefusesAnUnequalBatch) {
  ExpectRefusesAnUnequalBatch<SortedArray, int32_t>();
}

}  // namespace
}  // namespace graft::search

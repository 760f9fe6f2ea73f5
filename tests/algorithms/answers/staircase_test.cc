#include "algorithms/answers/staircase.h"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

// A staircase is its row lengths, read from the last row: a sorted array.
TEST(Staircase, IsCountedLikeAskingEveryPair) {
  for (int columns = 0; columns <= 5; ++columns) {
    for (const std::vector<int>& lengths : AllSortedArrays(0, columns, 0, 5)) {
      const int rows = std::ssize(lengths);
      int calls = 0;
      const auto fits = [&](int row, int column) {
        ++calls;
        EXPECT_TRUE(0 <= row && row < rows && 0 <= column && column < columns);
        return column < lengths[rows - 1 - row];
      };
      ASSERT_EQ(CountStaircase(rows, columns, fits),
                std::accumulate(lengths.begin(), lengths.end(), 0));
      ASSERT_LE(calls, rows + columns);
      WalkStaircase(rows, columns, fits, [&](int row, int length) {
        ASSERT_EQ(length, lengths[rows - 1 - row]);
      });
    }
  }
}

TEST(Staircase, CountsBeyond32Bits) {
  EXPECT_EQ(CountStaircase(100'000, 2147483647, [](int, int) { return true; }),
            214748364700000);
}

TEST(StaircaseDeathTest, RefusesNegativeSizes) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(CountStaircase(-1, 1, [](int, int) { return true; }),
               "precondition failed: rows >= 0");
}

}  // namespace
}  // namespace graft::answers

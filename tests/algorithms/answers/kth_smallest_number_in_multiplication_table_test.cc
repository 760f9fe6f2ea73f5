#include "algorithms/answers/kth_smallest_number_in_multiplication_table.h"

#include <gtest/gtest.h>

#include <vector>

namespace graft::answers {
namespace {

TEST(KthSmallestNumberInMultiplicationTable, SolvesTheExamples) {
  EXPECT_EQ(KthSmallestNumberInMultiplicationTable(3, 3, 5), 3);
  EXPECT_EQ(KthSmallestNumberInMultiplicationTable(2, 3, 6), 6);
}

TEST(KthSmallestNumberInMultiplicationTable, IsTheKthOfTheSortedTable) {
  for (int m = 1; m <= 8; ++m) {
    for (int n = 1; n <= 8; ++n) {
      std::vector<int> table;
      for (int i = 1; i <= m; ++i)
        for (int j = 1; j <= n; ++j) table.push_back(i * j);
      std::sort(table.begin(), table.end());
      for (int k = 1; k <= m * n; ++k)
        ASSERT_EQ(KthSmallestNumberInMultiplicationTable(m, n, k), table[k - 1]);
    }
  }
}

TEST(KthSmallestNumberInMultiplicationTable, HasThreeLargestInAnyLargeTable) {
  const int64_t n = 30'000, all = n * n;  // n², n(n - 1) twice, and (n - 1)²
  EXPECT_EQ(KthSmallestNumberInMultiplicationTable(n, n, all), all);
  EXPECT_EQ(KthSmallestNumberInMultiplicationTable(n, n, all - 1), n * (n - 1));
  EXPECT_EQ(KthSmallestNumberInMultiplicationTable(n, n, all - 2), n * (n - 1));
  EXPECT_EQ(KthSmallestNumberInMultiplicationTable(n, n, all - 3), (n - 1) * (n - 1));
}

TEST(KthSmallestNumberInMultiplicationTable, ReachesBeyond32Bits) {
  const auto kth = [](int64_t k) {
    return KthSmallestNumberInMultiplicationTable(3, 2147483647, k);
  };
  EXPECT_EQ(kth(6442450941), 6442450941);
  // Up to 5,000,000,001 = 3 · 1,666,666,667: two whole rows, and so many of the third.
  EXPECT_EQ(kth(2 * int64_t{2147483647} + 1666666667), 5000000001);
}

TEST(KthSmallestNumberInMultiplicationTableDeathTest, RefusesNoTableAndAKOutOfRange) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(KthSmallestNumberInMultiplicationTable(0, 3, 1), "m >= 1");
  EXPECT_DEATH(KthSmallestNumberInMultiplicationTable(3, 3, 0), "1 <= k");
  EXPECT_DEATH(KthSmallestNumberInMultiplicationTable(3, 3, 10), "1 <= k");
}

}  // namespace
}  // namespace graft::answers

#include "algorithms/answers/binary_search.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(BinarySearch, SolvesTheExamples) {
  EXPECT_EQ(BinarySearch({-1, 0, 3, 5, 9, 12}, 9), 4);
  EXPECT_EQ(BinarySearch({-1, 0, 3, 5, 9, 12}, 2), -1);
}

int Scan(const std::vector<int>& nums, int target) {
  for (size_t i = 0; i < nums.size(); ++i)
    if (nums[i] == target) return i;
  return -1;
}

TEST(BinarySearch, FindsWhatAScanFinds) {
  for (const std::vector<int>& nums : AllSortedArrays(0, 3, 0, 7))
    for (int target = -1; target <= 4; ++target)
      ASSERT_EQ(BinarySearch(nums, target), Scan(nums, target));
}

TEST(BinarySearch, FindsEachElementAndNoGapAtEveryWidth) {
  std::vector<int> nums;
  for (int n = 0; n <= 40; ++n) {
    for (int i = 0; i < n; ++i) {
      ASSERT_EQ(BinarySearch(nums, 2 * i), i);
      ASSERT_EQ(BinarySearch(nums, 2 * i + 1), -1);
    }
    nums.push_back(2 * n);
  }
}

TEST(BinarySearch, TakesTheEndsOfInt) {
  constexpr int kMin = -2147483647 - 1, kMax = 2147483647;
  EXPECT_EQ(BinarySearch({kMin, kMax}, kMin), 0);
  EXPECT_EQ(BinarySearch({kMin, kMax}, kMax), 1);
  EXPECT_EQ(BinarySearch({kMin, kMax}, 0), -1);
}

TEST(BinarySearchDeathTest, RefusesUnsortedArrays) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(BinarySearch({2, 1}, 1), "precondition failed: std::is_sorted");
}

}  // namespace
}  // namespace graft::answers

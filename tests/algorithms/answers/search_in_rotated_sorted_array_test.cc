#include "algorithms/answers/search_in_rotated_sorted_array.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace graft::answers {
namespace {

TEST(SearchInRotatedSortedArray, SolvesTheExamples) {
  EXPECT_EQ(SearchInRotatedSortedArray({4, 5, 6, 7, 0, 1, 2}, 0), 4);
  EXPECT_EQ(SearchInRotatedSortedArray({4, 5, 6, 7, 0, 1, 2}, 3), -1);
  EXPECT_EQ(SearchInRotatedSortedArray({1}, 0), -1);
}

TEST(SearchInRotatedSortedArray, FindsEachElementAndNoGapInEveryRotation) {
  for (int n = 0; n <= 12; ++n) {
    for (int turn = 0; turn < std::max(n, 1); ++turn) {
      std::vector<int> nums(n);
      for (int i = 0; i < n; ++i) nums[i] = 2 * ((i + turn) % n);
      for (int target = -1; target <= 2 * n; ++target) {
        const auto found = std::find(nums.begin(), nums.end(), target);
        const int index = found == nums.end() ? -1 : found - nums.begin();
        ASSERT_EQ(SearchInRotatedSortedArray(nums, target), index);
      }
    }
  }
}

TEST(SearchInRotatedSortedArray, TakesTheEndsOfInt) {
  constexpr int kMin = -2147483647 - 1, kMax = 2147483647;
  EXPECT_EQ(SearchInRotatedSortedArray({kMax, kMin}, kMax), 0);
  EXPECT_EQ(SearchInRotatedSortedArray({kMax, kMin}, kMin), 1);
}

TEST(SearchInRotatedSortedArrayDeathTest, RefusesWhatIsNoRotation) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(SearchInRotatedSortedArray({3, 2, 1}, 1), "IsRotatedRising");
}

}  // namespace
}  // namespace graft::answers

#include "algorithms/answers/find_minimum_in_rotated_sorted_array.h"

#include <gtest/gtest.h>

namespace graft::answers {
namespace {

TEST(FindMinimumInRotatedSortedArray, SolvesTheExamples) {
  EXPECT_EQ(FindMinimumInRotatedSortedArray({3, 4, 5, 1, 2}), 1);
  EXPECT_EQ(FindMinimumInRotatedSortedArray({4, 5, 6, 7, 0, 1, 2}), 0);
  EXPECT_EQ(FindMinimumInRotatedSortedArray({11, 13, 15, 17}), 11);
}

TEST(FindMinimumInRotatedSortedArray, IsFoundInEveryRotation) {
  for (int n = 1; n <= 20; ++n) {
    for (int turn = 0; turn < n; ++turn) {
      std::vector<int> nums(n);
      for (int i = 0; i < n; ++i) nums[i] = -7 + (i + turn) % n;
      ASSERT_EQ(FindMinimumInRotatedSortedArray(nums), -7);
    }
  }
}

TEST(FindMinimumInRotatedSortedArrayDeathTest, RefusesNothingAndWhatIsNoRotation) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(FindMinimumInRotatedSortedArray({}), "!nums.empty");
  EXPECT_DEATH(FindMinimumInRotatedSortedArray({3, 2, 1}), "IsRotatedRising");
  EXPECT_DEATH(FindMinimumInRotatedSortedArray({2, 2, 1, 2}), "IsRotatedRising");
}

}  // namespace
}  // namespace graft::answers

#include "algorithms/answers/search_insert_position.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(SearchInsertPosition, SolvesTheExamples) {
  EXPECT_EQ(SearchInsertPosition({1, 3, 5, 6}, 5), 2);
  EXPECT_EQ(SearchInsertPosition({1, 3, 5, 6}, 2), 1);
  EXPECT_EQ(SearchInsertPosition({1, 3, 5, 6}, 7), 4);
}

TEST(SearchInsertPosition, IsTheNumberOfSmallerElements) {
  for (const std::vector<int>& nums : AllSortedArrays(0, 3, 0, 7)) {
    for (int target = -1; target <= 4; ++target) {
      int smaller = 0;
      for (int value : nums) smaller += value < target;
      ASSERT_EQ(SearchInsertPosition(nums, target), smaller);
    }
  }
}

TEST(SearchInsertPosition, KeepsTheArraySortedWhenTheTargetIsPutThere) {
  for (std::vector<int> nums : AllSortedArrays(0, 2, 0, 5)) {
    for (int target = -1; target <= 3; ++target) {
      std::vector<int> with = nums;
      with.insert(with.begin() + SearchInsertPosition(nums, target), target);
      ASSERT_TRUE(std::is_sorted(with.begin(), with.end()));
    }
  }
}

TEST(SearchInsertPositionDeathTest, RefusesUnsortedArrays) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(SearchInsertPosition({2, 1}, 1), "precondition failed: std::is_sorted");
}

}  // namespace
}  // namespace graft::answers

#include "algorithms/answers/find_first_and_last_position_of_element_in_sorted_array.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

constexpr auto kFindRange = FindFirstAndLastPositionOfElementInSortedArray;
using Range = std::vector<int>;

TEST(FindFirstAndLastPosition, SolvesTheExamples) {
  EXPECT_EQ(kFindRange({5, 7, 7, 8, 8, 10}, 8), (Range{3, 4}));
  EXPECT_EQ(kFindRange({5, 7, 7, 8, 8, 10}, 6), (Range{-1, -1}));
  EXPECT_EQ(kFindRange({}, 0), (Range{-1, -1}));
}

TEST(FindFirstAndLastPosition, FindsWhatAScanFinds) {
  for (const std::vector<int>& nums : AllSortedArrays(0, 3, 0, 7)) {
    for (int target = -1; target <= 4; ++target) {
      Range range = {-1, -1};
      for (int i = 0; i < std::ssize(nums); ++i) {
        if (nums[i] != target) continue;
        if (range[0] == -1) range[0] = i;
        range[1] = i;
      }
      ASSERT_EQ(kFindRange(nums, target), range);
    }
  }
}

TEST(FindFirstAndLastPosition, TakesTheEndsOfInt) {
  constexpr int kMin = -2147483647 - 1, kMax = 2147483647;
  EXPECT_EQ(kFindRange({kMin, kMin, kMax, kMax}, kMin), (Range{0, 1}));
  EXPECT_EQ(kFindRange({kMin, kMin, kMax, kMax}, kMax), (Range{2, 3}));
}

TEST(FindFirstAndLastPositionDeathTest, RefusesUnsortedArrays) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(kFindRange({2, 1}, 1), "precondition failed: std::is_sorted");
}

}  // namespace
}  // namespace graft::answers

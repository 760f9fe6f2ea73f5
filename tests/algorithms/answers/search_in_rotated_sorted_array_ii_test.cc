#include "algorithms/answers/search_in_rotated_sorted_array_ii.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(SearchInRotatedSortedArrayII, SolvesTheExamples) {
  EXPECT_TRUE(SearchInRotatedSortedArrayII({2, 5, 6, 0, 0, 1, 2}, 0));
  EXPECT_FALSE(SearchInRotatedSortedArrayII({2, 5, 6, 0, 0, 1, 2}, 3));
}

TEST(SearchInRotatedSortedArrayII, FindsWhatAScanFinds) {
  for (std::vector<int> nums : AllSortedArrays(0, 3, 0, 6)) {
    for (size_t turn = 0; turn <= nums.size(); ++turn) {
      for (int target = -1; target <= 4; ++target)
        ASSERT_EQ(SearchInRotatedSortedArrayII(nums, target),
                  std::count(nums.begin(), nums.end(), target) > 0);
      if (!nums.empty()) std::rotate(nums.begin(), nums.begin() + 1, nums.end());
    }
  }
}

TEST(SearchInRotatedSortedArrayII, FindsTheOneUnlikeAllOthers) {
  for (int n = 1; n <= 40; ++n) {
    for (int i = 0; i < n; ++i) {
      std::vector<int> nums(n, 1);
      nums[i] = 0;
      ASSERT_TRUE(SearchInRotatedSortedArrayII(nums, 0));
      nums[i] = 2;
      ASSERT_TRUE(SearchInRotatedSortedArrayII(nums, 2));
      ASSERT_FALSE(SearchInRotatedSortedArrayII(nums, 0));
    }
  }
}

TEST(SearchInRotatedSortedArrayIIDeathTest, RefusesWhatIsNoRotation) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(SearchInRotatedSortedArrayII({1, 2, 1, 2}, 1), "IsRotatedSorted");
}

}  // namespace
}  // namespace graft::answers

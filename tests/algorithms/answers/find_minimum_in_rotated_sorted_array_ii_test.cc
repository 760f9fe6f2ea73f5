#include "algorithms/answers/find_minimum_in_rotated_sorted_array_ii.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(FindMinimumInRotatedSortedArrayII, SolvesTheExamples) {
  EXPECT_EQ(FindMinimumInRotatedSortedArrayII({1, 3, 5}), 1);
  EXPECT_EQ(FindMinimumInRotatedSortedArrayII({2, 2, 2, 0, 1}), 0);
}

TEST(FindMinimumInRotatedSortedArrayII, IsTheLeastOfEveryRotation) {
  for (std::vector<int> nums : AllSortedArrays(0, 3, 1, 7)) {
    const int least = nums[0];
    for (size_t turn = 0; turn < nums.size(); ++turn) {
      ASSERT_EQ(FindMinimumInRotatedSortedArrayII(nums), least);
      std::rotate(nums.begin(), nums.begin() + 1, nums.end());
    }
  }
}

TEST(FindMinimumInRotatedSortedArrayIIDeathTest, RefusesNothingAndWhatIsNoRotation) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(FindMinimumInRotatedSortedArrayII({}), "!nums.empty");
  EXPECT_DEATH(FindMinimumInRotatedSortedArrayII({1, 2, 1, 2}), "IsRotatedSorted");
}

}  // namespace
}  // namespace graft::answers

#include "algorithms/answers/find_peak_element.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

bool IsPeak(const std::vector<int>& nums, int i) {
  if (i < 0 || i >= std::ssize(nums)) return false;
  return (i == 0 || nums[i - 1] < nums[i]) &&
         (i + 1 == std::ssize(nums) || nums[i + 1] < nums[i]);
}

TEST(FindPeakElement, SolvesTheExamples) {
  EXPECT_EQ(FindPeakElement({1, 2, 3, 1}), 2);
  EXPECT_TRUE(IsPeak({1, 2, 1, 3, 5, 6, 4}, FindPeakElement({1, 2, 1, 3, 5, 6, 4})));
}

TEST(FindPeakElement, IsAPeakOfEveryArray) {
  int arrays = 0;
  for (const std::vector<int>& nums : AllArrays(0, 3, 1, 8)) {
    if (std::adjacent_find(nums.begin(), nums.end()) != nums.end()) continue;
    ++arrays;
    ASSERT_TRUE(IsPeak(nums, FindPeakElement(nums)));
  }
  EXPECT_EQ(arrays, 4 * (6561 - 1) / 2);  // 4 · 3ⁿ⁻¹ of each length
}

TEST(FindPeakElement, IsAnEndOfASlope) {
  EXPECT_EQ(FindPeakElement({1}), 0);
  EXPECT_EQ(FindPeakElement({1, 2}), 1);
  EXPECT_EQ(FindPeakElement({2, 1}), 0);
  EXPECT_EQ(FindPeakElement({-2147483647 - 1, 2147483647}), 1);
}

TEST(FindPeakElementDeathTest, RefusesNothingAndEqualNeighbours) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(FindPeakElement({}), "precondition failed: !nums.empty");
  EXPECT_DEATH(FindPeakElement({1, 1}), "precondition failed: std::adjacent_find");
}

}  // namespace
}  // namespace graft::answers

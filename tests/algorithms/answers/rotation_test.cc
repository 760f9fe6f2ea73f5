#include "algorithms/answers/rotation.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(Rotation, IsRotatedSortedKnowsExactlyTheRotations) {
  std::set<std::vector<int>> rotations;
  for (std::vector<int> nums : AllSortedArrays(0, 2, 0, 6)) {
    rotations.insert(nums);
    for (size_t i = 0; i < nums.size(); ++i) {
      std::rotate(nums.begin(), nums.begin() + 1, nums.end());
      rotations.insert(nums);
    }
  }
  for (const std::vector<int>& nums : AllArrays(0, 2, 0, 6))
    ASSERT_EQ(IsRotatedSorted(nums), rotations.contains(nums));
}

TEST(Rotation, IsRotatedRisingIsThatWithoutEqualElements) {
  for (const std::vector<int>& nums : AllArrays(0, 3, 0, 5)) {
    const std::set<int> different(nums.begin(), nums.end());
    ASSERT_EQ(IsRotatedRising(nums),
              IsRotatedSorted(nums) && different.size() == nums.size());
  }
}

TEST(Rotation, BlocksAreApartFromTheFirstElementUnlikeTheLast) {
  for (const std::vector<int>& nums : AllArrays(0, 2, 1, 6)) {
    if (!IsRotatedSorted(nums)) continue;
    const int first = FirstUnlikeLast(nums);
    ASSERT_LT(first, std::ssize(nums));
    for (int i = 0; i < first; ++i) ASSERT_EQ(nums[i], nums.back());
    bool right_block = false;
    for (int i = first; i < std::ssize(nums); ++i) {
      ASSERT_FALSE(right_block && nums[i] > nums.back());
      right_block = nums[i] <= nums.back();
    }
  }
}

TEST(RotationDeathTest, RefusesTheEmptyArray) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(FirstUnlikeLast({}), "precondition failed: !nums.empty");
}

}  // namespace
}  // namespace graft::answers

// FindMinimumInRotatedSortedArray: the least value of a rotated sorted array.
//
// Source:    LeetCode 153 "Find Minimum in Rotated Sorted Array", 寻找旋转排序数组中的最小值
// Idea:      the minimum begins the right block, whose elements are not greater than the last.
// Contract:  nums is a rotation of a strictly rising array, and not empty.
// Invariant: what is before lo is in the left block, nums[hi] in the right one
// Time:      O(log n)
// Space:     O(1)
// Overflow:  none
// Pitfall:   compare with the last element, not the first: rotated by 0 there is no left block.
// Tested:    every rotation to n = 20; death tests
#pragma once

#include <vector>

#include "algorithms/answers/rotation.h"
#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int FindMinimumInRotatedSortedArray(const std::vector<int>& nums) {
  PRECONDITION(!nums.empty());
  PRECONDITION(IsRotatedRising(nums));
  const int last = std::ssize(nums) - 1;
  // The last element itself is in the right block, which is never empty.
  // All of the left block is greater than it, all of the right one is not.
  const auto in_right_block = [&](int i) { return nums[i] <= nums[last]; };
  return nums[search::FirstTrue(0, last, in_right_block)];
}

}  // namespace graft::answers

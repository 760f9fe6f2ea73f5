// FindMinimumInRotatedSortedArrayII: the least value of a rotated array, repetitions allowed.
//
// Source:    LeetCode 154 "Find Minimum in Rotated Sorted Array II",
//            寻找旋转排序数组中的最小值 II
// Idea:      153 again, once the elements at the front that equal the last are dropped: one of
//            them stays at the end, so the minimum is still there.
// Contract:  nums is a rotation of an array that does not fall, and not empty.
// Invariant: what is before lo is dropped or in the left block, nums[hi] in the right one
// Time:      O(log n) plus what is dropped: O(n) at worst, and no search can do better
// Space:     O(1)
// Overflow:  none
// Pitfall:   nums[mid] == nums[hi] says nothing about the side: 1 0 1 1 1 and 1 1 1 0 1.
// Tested:    beside the least element of all small rotated arrays; death tests
#pragma once

#include <vector>

#include "algorithms/answers/rotation.h"
#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int FindMinimumInRotatedSortedArrayII(const std::vector<int>& nums) {
  PRECONDITION(!nums.empty());
  PRECONDITION(IsRotatedSorted(nums));
  const int last = std::ssize(nums) - 1;
  // The last element itself is in the right block; what equals it at the front is dropped.
  // All that is left of the left block is greater than it, all of the right one is not.
  const auto in_right_block = [&](int i) { return nums[i] <= nums[last]; };
  return nums[search::FirstTrue(FirstUnlikeLast(nums), last, in_right_block)];
}

}  // namespace graft::answers

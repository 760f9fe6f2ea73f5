// SearchInRotatedSortedArrayII: whether a value is in a rotated sorted array, repetitions allowed.
//
// Source:    LeetCode 81 "Search in Rotated Sorted Array II", 搜索旋转排序数组 II
// Idea:      33 again, once the elements at the front that equal the last are dropped: they
//            could belong to either block, and one of them stays at the end.
// Contract:  nums is a rotation of an array that does not fall.
// Invariant: the pairs before lo are less than the target's, that of nums[hi] is not
// Time:      O(log n) plus what is dropped: O(n) at worst, and no search can do better
// Space:     O(1)
// Overflow:  none
// Pitfall:   with nums[lo] == nums[mid] == nums[hi] a plain search goes the wrong way.
// Tested:    beside a scan on all small rotated arrays; death tests
#pragma once

#include <utility>
#include <vector>

#include "algorithms/answers/rotation.h"
#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline bool SearchInRotatedSortedArrayII(const std::vector<int>& nums, int target) {
  PRECONDITION(IsRotatedSorted(nums));
  if (nums.empty()) return false;
  const int n = std::ssize(nums);
  const auto place = [&](int value) { return std::pair(value <= nums.back(), value); };
  // What is dropped before FirstUnlikeLast is still there as nums[n - 1]; n stands for "none".
  // In the left block, (false, value) does not fall; then in the right one (true, value).
  const auto not_before = [&](int i) { return place(nums[i]) >= place(target); };
  const int i = search::FirstTrue(FirstUnlikeLast(nums), n, not_before);
  return i < n && nums[i] == target;
}

}  // namespace graft::answers

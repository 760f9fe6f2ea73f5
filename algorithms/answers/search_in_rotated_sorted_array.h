// SearchInRotatedSortedArray: where a value is in a rotated sorted array without repetitions.
//
// Source:    LeetCode 33 "Search in Rotated Sorted Array", 搜索旋转排序数组
// Idea:      a rotated array is sorted by the pair (is in the right block, value), and the
//            block is known from the last element. So one ordinary search is enough, without
//            finding the rotation first and without a case for each half.
// Contract:  nums is a rotation of a strictly rising array; -1 if the target is not in it.
// Invariant: the pairs before lo are less than the target's, that of nums[hi] is not
// Time:      O(log n)
// Space:     O(1)
// Overflow:  none
// Pitfall:   the target may not exist; and an array may be rotated by 0.
// Tested:    beside a scan on every rotation to n = 12, each element and each gap; death tests
#pragma once

#include <utility>
#include <vector>

#include "algorithms/answers/rotation.h"
#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int SearchInRotatedSortedArray(const std::vector<int>& nums, int target) {
  PRECONDITION(IsRotatedRising(nums));
  const int n = std::ssize(nums);
  const auto place = [&](int value) { return std::pair(value <= nums.back(), value); };
  // Any index may be the first; n stands for "none".
  // In the left block, (false, value) rises; then in the right one (true, value) does.
  const auto not_before = [&](int i) { return place(nums[i]) >= place(target); };
  const int i = search::FirstTrue(0, n, not_before);
  return i < n && nums[i] == target ? i : -1;
}

}  // namespace graft::answers

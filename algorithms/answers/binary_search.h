// BinarySearch: where a value is in a sorted array, or -1.
//
// Source:    LeetCode 704 "Binary Search", 二分查找
// Idea:      find the first element that is not less than the target, and only then ask
//            whether it is the target.
// Contract:  nums does not fall. Of equal elements the first is found.
// Invariant: all before lo are less than the target, nums[hi] is not (nums[n] counts as +∞)
// Time:      O(log n)
// Space:     O(1)
// Overflow:  none: FirstTrue's middle cannot overflow
// Pitfall:   the answer may not exist: ask after the search, and not for nums[n].
// Tested:    beside a scan on all small sorted arrays; every width to 40; death tests
#pragma once

#include <algorithm>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int BinarySearch(const std::vector<int>& nums, int target) {
  PRECONDITION(std::is_sorted(nums.begin(), nums.end()));
  const int n = std::ssize(nums);
  // Any index may be the first; n stands for "none".
  // nums does not fall, so what is not less is followed by such only.
  const auto not_less = [&](int i) { return nums[i] >= target; };
  const int i = search::FirstTrue(0, n, not_less);
  return i < n && nums[i] == target ? i : -1;
}

}  // namespace graft::answers

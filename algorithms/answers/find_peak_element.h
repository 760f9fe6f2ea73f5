// FindPeakElement: an element that is greater than both of its neighbours.
//
// Source:    LeetCode 162 "Find Peak Element", 寻找峰值
// Idea:      the predicate "the next one is less" need not be monotone: a search between a
//            false and a true one always ends where false turns to true, and that is a peak.
// Contract:  nums is not empty, no two neighbours are equal; beyond both ends lies -∞. Of
//            several peaks, any.
// Invariant: nums rises into lo, and falls behind hi
// Time:      O(log n)
// Space:     O(1)
// Overflow:  none: neighbours are compared, not subtracted
// Pitfall:   nums[n] is not read: the last element is the sentinel.
// Tested:    all small arrays without equal neighbours; slopes; death tests
#pragma once

#include <algorithm>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int FindPeakElement(const std::vector<int>& nums) {
  PRECONDITION(!nums.empty());
  PRECONDITION(std::adjacent_find(nums.begin(), nums.end()) == nums.end());
  const int last = std::ssize(nums) - 1;
  // Behind the last lies -∞, so it falls there; before the first too, so it rises into it.
  // Not monotone, and need not be: it ends at i with !falls_behind(i - 1) && falls_behind(i).
  const auto falls_behind = [&](int i) { return nums[i] > nums[i + 1]; };
  return search::FirstTrue(0, last, falls_behind);
}

}  // namespace graft::answers

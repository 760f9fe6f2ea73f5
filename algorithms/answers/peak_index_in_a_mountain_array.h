// PeakIndexInAMountainArray: where an array that rises and then falls has its top.
//
// Source:    LeetCode 852 "Peak Index in a Mountain Array", 山脉数组的峰顶索引
// Idea:      162 where the predicate is monotone: up to the peak it rises, from it on it falls.
// Contract:  arr rises strictly to a peak that is neither end, and falls strictly from it.
// Invariant: arr rises into lo, and falls behind hi
// Time:      O(log n)
// Space:     O(1)
// Overflow:  none
// Pitfall:   neither end is the peak: the search leaves both out.
// Tested:    every peak to n = 30; death tests of all small arrays that are no mountains
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline bool IsMountain(const std::vector<int>& arr) {
  const auto peak = std::adjacent_find(arr.begin(), arr.end(), std::greater_equal<>());
  return peak != arr.begin() && peak != arr.end() &&
         std::adjacent_find(peak, arr.end(), std::less_equal<>()) == arr.end();
}

inline int PeakIndexInAMountainArray(const std::vector<int>& arr) {
  PRECONDITION(IsMountain(arr));
  // Neither end is the peak; if it rises up to the last but one, that is it.
  // From the peak on the array only falls.
  const auto falls_behind = [&](int i) { return arr[i] > arr[i + 1]; };
  return search::FirstTrue(1, static_cast<int>(arr.size()) - 2, falls_behind);
}

}  // namespace graft::answers

// FindFirstAndLastPosition: the range of a value's occurrences in a sorted array.
//
// Source:    LeetCode 34 "Find First and Last Position of Element in Sorted Array",
//            在排序数组中查找元素的第一个和最后一个位置
// Idea:      two borders, two searches: the first element that is not less, and the first that
//            is greater; the occurrences lie between.
// Contract:  nums does not fall. Returns [first, last], or [-1, -1].
// Invariant: before lo all are less (not greater), nums[hi] is not (is)
// Time:      O(log n), however many occurrences
// Space:     O(1)
// Overflow:  none; a search for the first ≥ target + 1 would overflow at the largest int
// Pitfall:   walking from one occurrence to both sides is O(n) when all are equal.
// Tested:    beside a scan on all small sorted arrays; the ends of int; death tests
#pragma once

#include <algorithm>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline std::vector<int> FindFirstAndLastPositionOfElementInSortedArray(
    const std::vector<int>& nums, int target) {
  PRECONDITION(std::is_sorted(nums.begin(), nums.end()));
  const int n = std::ssize(nums);
  // Any index may be a border; n stands for "none". What is greater is not less, so the
  // second border is not before the first. nums does not fall: both stay true.
  const auto not_less = [&](int i) { return nums[i] >= target; };
  const auto greater = [&](int i) { return nums[i] > target; };
  const int begin = search::FirstTrue(0, n, not_less);
  const int end = search::FirstTrue(begin, n, greater);
  if (begin == end) return {-1, -1};
  return {begin, end - 1};
}

}  // namespace graft::answers

// Rotation: what the searches in rotated sorted arrays ask of their array.
//
// Source:    LeetCode 33, 81, 153, 154
// Idea:      a rotated sorted array is two blocks, and the last element tells them apart: the
//            left block holds what is greater, the right one what is not. Elements equal to
//            the last may stand at the front too, and belong to neither: they are dropped.
// Contract:  FirstUnlikeLast wants a rotated sorted array that is not empty. From its result
//            on, "not greater than the last" turns from false to true once.
// Invariant: none
// Time:      O(n); FirstUnlikeLast O(1) if no value is there twice
// Space:     O(1)
// Overflow:  none
// Pitfall:   with equal elements on both ends no single look tells which half to search, so
//            O(log n) is out of reach: n - 1 equal elements hide one that is less.
// Tested:    every rotation of all small sorted arrays; all small arrays that are none
#pragma once

#include <functional>
#include <vector>

#include "algorithms/precondition.h"

namespace graft::answers {

// Whether at most one element, in a circle, falls(element, the next).
template <class Falls>
bool FallsAtMostOnce(const std::vector<int>& nums, Falls falls) {
  const size_t n = nums.size();
  int count = 0;
  for (size_t i = 0; i < n; ++i) count += falls(nums[i], nums[(i + 1) % n]);
  return count <= 1;
}

inline bool IsRotatedSorted(const std::vector<int>& nums) {
  return FallsAtMostOnce(nums, std::greater<>());
}

// The same for arrays whose elements differ.
inline bool IsRotatedRising(const std::vector<int>& nums) {
  return FallsAtMostOnce(nums, std::greater_equal<>());
}

// The first index whose element differs from the last; the last index if all are equal.
inline int FirstUnlikeLast(const std::vector<int>& nums) {
  PRECONDITION(!nums.empty());
  const int last = std::ssize(nums) - 1;
  int first = 0;
  while (first < last && nums[first] == nums[last]) ++first;
  return first;
}

}  // namespace graft::answers

// FindKClosestElements: the k elements of a sorted array that are closest to x.
//
// Source:    LeetCode 658 "Find K Closest Elements", 找到 K 个最接近的元素
// Idea:      they are neighbours: search the window's left end. It moves right while the
//            element it would lose is further from x than the one it would get.
// Contract:  arr does not fall, 1 ≤ k ≤ n. Of two equally close ones the lesser is taken.
// Invariant: windows before lo lose by moving right, the one at hi does not
// Time:      O(log(n - k) + k)
// Space:     O(k): the result
// Overflow:  sums and 2 · x have 64 bits
// Pitfall:   |arr[i] - x| > |arr[i + k] - x| is not monotone where elements are equal; without
//            the absolute values, 2 · x > arr[i] + arr[i + k], it is.
// Tested:    beside sorting by distance on all small sorted arrays; the ends of int; death tests
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline std::vector<int> FindKClosestElements(const std::vector<int>& arr, int k,
                                             int x) {
  PRECONDITION(std::is_sorted(arr.begin(), arr.end()));
  const int n = std::ssize(arr);
  PRECONDITION(1 <= k && k <= n);
  // A window begins at 0 … n - k; the last cannot move.
  // Neither arr[i] nor arr[i + k] falls with i, so once x is not beyond their middle, it stays.
  const auto stays = [&](int i) {
    return 2 * int64_t{x} <= int64_t{arr[i]} + arr[i + k];
  };
  const auto begin = arr.begin() + search::FirstTrue(0, n - k, stays);
  return {begin, begin + k};
}

}  // namespace graft::answers

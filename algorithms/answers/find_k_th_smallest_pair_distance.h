// FindKThSmallestPairDistance: the k-th smallest distance of two of an array's numbers.
//
// Source:    LeetCode 719 "Find K-th Smallest Pair Distance", 找出第 K 小的数对距离
// Idea:      in sorted order the pairs within a distance form a staircase, so they are counted
//            without being listed. The count rises with the distance: search the distance.
// Contract:  at least two numbers, none negative; 1 ≤ k ≤ n (n - 1) / 2.
// Invariant: fewer than k pairs are nearer than lo, at least k are no further than hi
// Time:      O(n log n) to sort, O(n log range) to search
// Space:     O(n): a sorted copy
// Overflow:  counts have 64 bits; differences of numbers ≥ 0 are ints
// Pitfall:   pairs of equal numbers count: the least distance may be 0.
// Tested:    beside sorting all distances of all small arrays; both bounds; death tests
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "algorithms/answers/staircase.h"
#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int FindKThSmallestPairDistance(std::vector<int> nums, int64_t k) {
  const int64_t n = std::ssize(nums);
  PRECONDITION(1 <= k && k <= n * (n - 1) / 2);
  std::sort(nums.begin(), nums.end());
  PRECONDITION(nums[0] >= 0);
  // Row r: the pairs (i, j) with i = n - 1 - r. Those with j ≤ i, n (n + 1) / 2, always fit.
  const auto pairs = [&](int distance) {
    const auto fits = [&](int r, int j) {
      return nums[j] - nums[n - 1 - r] <= distance;
    };
    return CountStaircase(n, n, fits) - n * (n + 1) / 2;
  };
  // No distance is negative; all pairs, k or more, are within the range of the numbers.
  // A larger distance has no fewer pairs within it.
  const auto enough = [&](int distance) { return pairs(distance) >= k; };
  return search::FirstTrue(0, nums.back() - nums[0], enough);
}

}  // namespace graft::answers

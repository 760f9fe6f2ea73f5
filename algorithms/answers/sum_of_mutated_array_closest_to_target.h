// SumOfMutatedArrayClosestToTarget: the cap that brings an array's sum closest to a target.
//
// Source:    LeetCode 1300 "Sum of Mutated Array Closest to Target", 转变数组后最接近目标值的数组和
// Idea:      the sum of min(value, cap) rises with the cap. The first cap whose sum reaches
//            the target and the one below it are the two neighbours: compare them.
// Contract:  arr is not empty; every value and the target are ≥ 1. The least cap among the
//            closest.
// Invariant: with every cap below lo the sum is below the target; with hi it is not, or hi is
//            the largest value and the sum can rise no more
// Time:      O(n log max)
// Space:     O(1)
// Overflow:  sums have 64 bits
// Pitfall:   the search finds a border, not the answer: `cap - 1` may be as close or closer.
// Tested:    beside every cap on all small arrays; targets beyond the sum; death tests
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int SumOfMutatedArrayClosestToTarget(const std::vector<int>& arr, int target) {
  PRECONDITION(!arr.empty());
  PRECONDITION(*std::min_element(arr.begin(), arr.end()) >= 1);
  PRECONDITION(target >= 1);
  const auto capped_sum = [&](int cap) {
    int64_t sum = 0;
    for (const int value : arr) sum += std::min(value, cap);
    return sum;
  };
  // A cap of 0 gives 0 < target; above the largest value the sum does not change.
  // A higher cap lowers no value of the sum.
  const auto reaches = [&](int cap) { return capped_sum(cap) >= target; };
  const int cap =
      search::FirstTrue(1, *std::max_element(arr.begin(), arr.end()), reaches);
  const int64_t below = target - capped_sum(cap - 1);
  return below <= std::abs(capped_sum(cap) - target) ? cap - 1 : cap;
}

}  // namespace graft::answers

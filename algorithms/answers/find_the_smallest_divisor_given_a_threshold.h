// FindTheSmallestDivisorGivenAThreshold: the least divisor that brings a sum down far enough.
//
// Source:    LeetCode 1283 "Find the Smallest Divisor Given a Threshold", 使结果不超过阈值的最小除数
// Idea:      875 without bananas: quotients, rounded up, fall as the divisor grows.
// Contract:  nums is not empty, no value is negative, threshold ≥ the number of values.
// Invariant: with every divisor below lo the sum is above the threshold, with hi it is not
// Time:      O(n log max)
// Space:     O(1)
// Overflow:  with divisor 1 the sum is that of nums: 64 bits
// Pitfall:   each quotient is rounded up by itself, not the sum.
// Tested:    beside every divisor from 1 on all small arrays; both bounds; death tests
#pragma once

#include <algorithm>
#include <vector>

#include "algorithms/answers/ceil_sum.h"
#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int FindTheSmallestDivisorGivenAThreshold(const std::vector<int>& nums,
                                                 int threshold) {
  PRECONDITION(!nums.empty());
  PRECONDITION(threshold >= std::ssize(nums));
  const int largest = std::max(1, *std::max_element(nums.begin(), nums.end()));
  // Divided by the largest, each value gives at most 1, and n ≤ threshold.
  // A larger divisor makes no quotient larger.
  const auto small_enough = [&](int divisor) {
    return CeilSum(nums, divisor) <= threshold;
  };
  return search::FirstTrue(1, largest, small_enough);
}

}  // namespace graft::answers

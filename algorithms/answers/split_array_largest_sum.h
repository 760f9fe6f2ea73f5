// SplitArrayLargestSum: the least possible largest sum of k contiguous parts of an array.
//
// Source:    LeetCode 410 "Split Array Largest Sum", 分割数组的最大值
// Idea:      turn the question round: with no part above `limit`, how few parts are enough?
//            The higher the limit, the fewer: search the limit.
// Contract:  no value is negative, 1 ≤ k ≤ the number of values.
// Invariant: every limit below lo needs more than k parts, hi does not
// Time:      O(n log sum)
// Space:     O(1)
// Overflow:  sums and the answer have 64 bits
// Pitfall:   below the largest value no cut helps: the search begins there, not at 0.
// Tested:    beside all cuts into exactly k parts of all small arrays; largest ints; death tests
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "algorithms/answers/parts.h"
#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int64_t SplitArrayLargestSum(const std::vector<int>& nums, int k) {
  PRECONDITION(1 <= k && k <= std::ssize(nums));
  const int64_t largest = *std::max_element(nums.begin(), nums.end());
  const int64_t total = std::accumulate(nums.begin(), nums.end(), int64_t{0});
  const auto sum_of = [](int64_t sum, int) { return sum; };
  // Each part has a value, so the limit is at least the largest; one part sums to the total.
  // A cut within a limit is one within any higher limit; fewer than k parts can be cut on.
  const auto enough = [&](int64_t limit) {
    return FewestParts(nums, limit, sum_of) <= k;
  };
  return search::FirstTrue(largest, total, enough);
}

}  // namespace graft::answers

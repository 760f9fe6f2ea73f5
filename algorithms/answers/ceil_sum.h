// CeilSum: the sum of all values divided by one divisor, each quotient rounded up.
//
// Source:    the predicate of LeetCode 875 and 1283
// Idea:      the number of rounds that take at most `divisor` from one value each.
// Contract:  divisor ≥ 1, no value is negative. The sum does not rise with the divisor.
// Invariant: none
// Time:      O(n)
// Space:     O(1)
// Overflow:  64 bits, so 2³² values of any size are safe; (v + divisor - 1) / divisor, the
//            usual way to round up, overflows for v near 2³¹ and is not used.
// Pitfall:   rounding the sum up is not summing what is rounded up.
// Tested:    beside counting the rounds one by one; at 2³¹ - 1; death tests
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/precondition.h"

namespace graft::answers {

inline int64_t CeilSum(const std::vector<int>& values, int divisor) {
  PRECONDITION(divisor >= 1);
  int64_t sum = 0;
  for (const int value : values) {
    PRECONDITION(value >= 0);
    sum += value / divisor + (value % divisor != 0);
  }
  return sum;
}

}  // namespace graft::answers

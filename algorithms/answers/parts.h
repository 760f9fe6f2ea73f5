// Parts: into how few contiguous parts an array is cut when no part may cost too much.
//
// Source:    the greedy of LeetCode 410, 1011 and LCP 12
// Idea:      go from left to right and begin a new part only when the next value does not fit:
//            a part that reaches as far as it can never hinders the parts after it.
// Contract:  values is not empty, no value is negative; cost(sum, largest) of a part does not
//            fall when the part grows, and each value alone costs at most `limit`.
// Invariant: `parts` is the fewest for the values so far, and the open one is the shortest
//            possible among such cuts
// Time:      O(n)
// Space:     O(1)
// Overflow:  the sum has 64 bits
// Pitfall:   a value that costs more than the limit alone would be let through: the caller's
//            search must begin at the largest such cost.
// Tested:    beside all 2ⁿ⁻¹ cuts of all small arrays; death tests
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "algorithms/precondition.h"

namespace graft::answers {

template <class Cost>
int FewestParts(const std::vector<int>& values, int64_t limit, Cost cost) {
  PRECONDITION(!values.empty());
  int parts = 1;
  int64_t sum = 0;
  int largest = 0;
  for (const int value : values) {
    PRECONDITION(value >= 0);
    PRECONDITION(cost(int64_t{value}, value) <= limit);
    if (cost(sum + value, std::max(largest, value)) > limit) {
      ++parts;
      sum = 0;
      largest = 0;
    }
    sum += value;
    largest = std::max(largest, value);
  }
  return parts;
}

}  // namespace graft::answers

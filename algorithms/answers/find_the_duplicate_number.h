// FindTheDuplicateNumber: the one repeated value among n + 1 values from 1 to n.
//
// Source:    LeetCode 287 "Find the Duplicate Number", 寻找重复数
// Idea:      the pigeonhole principle: if more than m values are at most m, one of them is
//            there twice. That turns from false to true at the duplicate: search the value,
//            not the index. It spends time, n log n, to save space and leave nums unchanged.
// Contract:  n + 1 ≥ 2 values in [1, n]; exactly one value occurs more than once.
// Invariant: at most lo - 1 values are below lo; more than hi values are at most hi
// Time:      O(n log n)
// Space:     O(1)
// Overflow:  none
// Pitfall:   the value may occur more than twice, and others be missing. Unusual for a search;
//            Floyd's cycle finding takes O(n).
// Tested:    beside a set, on all inputs to n = 5; both bounds; death tests
#pragma once

#include <algorithm>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int FindTheDuplicateNumber(const std::vector<int>& nums) {
  PRECONDITION(nums.size() >= 2);
  const int n = std::ssize(nums) - 1;
  PRECONDITION(std::all_of(nums.begin(), nums.end(),
                           [&](int value) { return 1 <= value && value <= n; }));
  const auto at_most = [&](int m) {
    return std::count_if(nums.begin(), nums.end(),
                         [&](int value) { return value <= m; });
  };
  // Below the duplicate no value is there twice: at most m are up to m. From it on the values
  // above m are different, n - m at most, so n + 1 - (n - m) > m are up to m.
  const auto crowded = [&](int m) { return at_most(m) > m; };
  return search::FirstTrue(1, n, crowded);
}

}  // namespace graft::answers

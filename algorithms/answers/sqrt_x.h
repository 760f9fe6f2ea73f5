// SqrtX: the square root of an integer, rounded down.
//
// Source:    LeetCode 69 "Sqrt(x)", x 的平方根
// Idea:      m² ≤ x holds up to the root and never again: search the last m.
// Contract:  x ≥ 0.
// Invariant: lo² ≤ x < (hi + 1)²
// Time:      O(log x)
// Space:     O(1)
// Overflow:  none: m ≤ x / m says m² ≤ x without the square
// Pitfall:   bounds that are "a little better", such as x / 2, are wrong for x = 1; 0 must
//            never be divided by, and is the sentinel.
// Tested:    beside the next square for x to 10⁵; around every square of an int; death tests
#pragma once

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int SqrtX(int x) {
  PRECONDITION(x >= 0);
  // 0² ≤ x always, and no m > x has m² ≤ x.
  // Squares rise, so once m² > x it stays so; for integers m ≤ ⌊x / m⌋ means m² ≤ x.
  const auto not_above_root = [&](int m) { return m <= x / m; };
  return search::LastTrue(0, x, not_above_root);
}

}  // namespace graft::answers

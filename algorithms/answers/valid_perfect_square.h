// ValidPerfectSquare: whether an integer is the square of an integer.
//
// Source:    LeetCode 367 "Valid Perfect Square", 有效的完全平方数
// Idea:      69 with a question after the search: the root always exists, a perfect one may
//            not.
// Contract:  num ≥ 0 (the site: ≥ 1).
// Invariant: that of SqrtX
// Time:      O(log num)
// Space:     O(1)
// Overflow:  none: the root's square is at most num
// Pitfall:   a search for m with m · m == num has three branches; two and this question do.
// Tested:    beside the set of all squares to 10⁵; around every square of an int; death tests
#pragma once

#include "algorithms/answers/sqrt_x.h"
#include "algorithms/precondition.h"

namespace graft::answers {

inline bool ValidPerfectSquare(int num) {
  PRECONDITION(num >= 0);
  const int root = SqrtX(num);
  return root * root == num;
}

}  // namespace graft::answers

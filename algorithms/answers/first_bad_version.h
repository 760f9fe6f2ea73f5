// FirstBadVersion: the first of n versions that is bad, by asking few of them.
//
// Source:    LeetCode 278 "First Bad Version", 第一个错误的版本
// Idea:      the plainest search there is: the predicate is the API.
// Contract:  n ≥ 1; one of the versions 1 … n is bad, and so are all after it. is_bad is
//            asked only about versions below n.
// Invariant: every version below lo is good, hi is bad
// Time:      O(log n) questions, at most 31
// Space:     O(1)
// Overflow:  none: FirstTrue's middle cannot overflow, (lo + hi) / 2 does for n > 2³⁰
// Pitfall:   without a bad version the answer is n all the same.
// Tested:    every n to 60 with every first bad version; n = 2³¹ - 1; number of questions;
//            death tests
#pragma once

#include <concepts>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

template <std::predicate<int> IsBad>
int FirstBadVersion(int n, IsBad is_bad) {
  PRECONDITION(n >= 1);
  // Versions count from 1; when none before n is bad, n is.
  // What follows a bad version is bad: given.
  return search::FirstTrue(1, n, is_bad);
}

}  // namespace graft::answers

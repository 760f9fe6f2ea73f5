// HIndexII: the largest h such that h of a researcher's papers have at least h citations.
//
// Source:    LeetCode 275 "H-Index II", H 指数 II
// Idea:      h papers have at least h citations if and only if the h-th from the end has. The
//            more papers are asked for, the fewer citations that one has: search the last h.
// Contract:  citations do not fall; none is negative.
// Invariant: lo papers have at least lo citations, hi + 1 have not hi + 1
// Time:      O(log n)
// Space:     O(1)
// Overflow:  none
// Pitfall:   the answer is a number of papers, from 0 to n, and not an index, 0 to n - 1.
// Tested:    beside counting for every h on all small sorted arrays; both bounds; death tests
#pragma once

#include <algorithm>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int HIndexII(const std::vector<int>& citations) {
  PRECONDITION(std::is_sorted(citations.begin(), citations.end()));
  PRECONDITION(citations.empty() || citations[0] >= 0);
  const int n = std::ssize(citations);
  // No papers have 0 citations each; there are no more than n.
  // With h, citations[n - h] does not rise, so once it is below h it stays so.
  const auto cited_enough = [&](int h) { return citations[n - h] >= h; };
  return search::LastTrue(0, n, cited_enough);
}

}  // namespace graft::answers

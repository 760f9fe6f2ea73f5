// MedianOfTwoSortedArrays: the middle of what two sorted arrays hold together.
//
// Source:    LeetCode 4 "Median of Two Sorted Arrays", 寻找两个正序数组的中位数
// Idea:      cut both arrays so that half of all elements lie left of the cuts. If i come from
//            a, then half - i from b; the cut is right when neither array's left end exceeds
//            the other's right one. Search the least i for which a gives enough.
// Contract:  both arrays do not fall, at most one is empty. The mean of the two middle ones
//            if their number is even.
// Invariant: with fewer than lo elements of a the cut is too far left in a, with hi it is not
// Time:      O(log min(n, m))
// Space:     O(1)
// Overflow:  indices are ints: n + m < 2³¹; the mean is formed of halves, which are exact
// Pitfall:   the search runs over the shorter array, else half - i leaves the other one.
// Tested:    beside merging all pairs of small sorted arrays; the ends of int; death tests
#pragma once

#include <algorithm>
#include <limits>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline double MedianOfTwoSortedArrays(const std::vector<int>& a,
                                      const std::vector<int>& b) {
  if (a.size() > b.size()) return MedianOfTwoSortedArrays(b, a);
  PRECONDITION(!b.empty());
  PRECONDITION(std::is_sorted(a.begin(), a.end()));
  PRECONDITION(std::is_sorted(b.begin(), b.end()));
  const int n = std::ssize(a), m = std::ssize(b), half = n + (m - n + 1) / 2;
  // From none of a to all of it; n ≤ half ≤ m, so for i < n both indices exist.
  // With i, a[i] does not fall and b[half - i - 1] does not rise.
  const auto enough_of_a = [&](int i) { return a[i] >= b[half - i - 1]; };
  const int i = search::FirstTrue(0, n, enough_of_a), j = half - i;

  constexpr int kLowest = std::numeric_limits<int>::min();
  constexpr int kHighest = std::numeric_limits<int>::max();
  const int left = std::max(i > 0 ? a[i - 1] : kLowest, j > 0 ? b[j - 1] : kLowest);
  if (n % 2 != m % 2) return left;
  const int right = std::min(i < n ? a[i] : kHighest, j < m ? b[j] : kHighest);
  return left / 2.0 + right / 2.0;
}

}  // namespace graft::answers

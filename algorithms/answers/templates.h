// Templates: the loops in which binary search is usually written, side by side, each proved.
//
// Source:    the three templates of LeetBook's chapters on binary search (力扣 LeetBook 二分查找)
// Idea:      they differ in what `left` and `right` mean, and so in how the loop ends, how mid
//            is rounded and what is to be done after it. Whoever keeps the meaning, which is
//            the invariant, need not remember the rest. FirstTrue of algorithms/search is the
//            second one for every type; these are to read.
// Contract:  as FirstTrue and LastTrue: pred(hi), in LastTrueLess pred(lo), is taken for true
//            and not evaluated. -2³⁰ < lo ≤ hi < 2³⁰, so that the usual way to form the middle,
//            left + (right - left) / 2, is safe.
// Invariant: a comment above each loop
// Time:      O(log(hi - lo)) calls of pred
// Space:     O(1)
// Overflow:  none within the contract; (left + right) / 2 would be safe there too, but not
//            for all ints
// Pitfall:   a mid rounded the other way does not end: where a branch keeps mid as one end, mid
//            must never be that end already.
// Tested:    beside FirstTrue and LastTrue, all predicates on ranges to 8; wrong roundings seen
//            not to end; death tests
#pragma once

#include <concepts>

#include "algorithms/precondition.h"

namespace graft::answers {

inline constexpr int kTemplateLimit = 1 << 30;

// `while (left <= right)`: two strict ends; the best answer so far is kept aside.
template <std::predicate<int> Predicate>
int FirstTrueLessOrEqual(int lo, int hi, Predicate pred) {
  PRECONDITION(-kTemplateLimit < lo && lo <= hi && hi < kTemplateLimit);
  int left = lo, right = hi - 1, answer = hi;
  // The answer is `answer` or in [left, right]; in the end that is empty.
  while (left <= right) {
    const int mid = left + (right - left) / 2;
    if (pred(mid)) {
      answer = mid;
      right = mid - 1;  // next in [left, mid - 1]
    } else {
      left = mid + 1;  // next in [mid + 1, right]
    }
  }
  return answer;
}

// `while (left < right)`: one branch excludes mid, the other keeps it.
template <std::predicate<int> Predicate>
int FirstTrueLess(int lo, int hi, Predicate pred) {
  PRECONDITION(-kTemplateLimit < lo && lo <= hi && hi < kTemplateLimit);
  int left = lo, right = hi;
  // The answer is in [left, right]; in the end that is one number.
  while (left < right) {
    const int mid = left + (right - left) / 2;  // rounded down: mid < right
    if (!pred(mid))
      left = mid + 1;  // next in [mid + 1, right]
    else
      right = mid;  // next in [left, mid]
  }
  return left;
}

// The same for the last true one: `left = mid`, so mid is rounded up.
template <std::predicate<int> Predicate>
int LastTrueLess(int lo, int hi, Predicate pred) {
  PRECONDITION(-kTemplateLimit < lo && lo <= hi && hi < kTemplateLimit);
  int left = lo, right = hi;
  // The answer is in [left, right]; in the end that is one number.
  while (left < right) {
    const int mid = left + (right - left + 1) / 2;  // rounded up: left < mid
    if (!pred(mid))
      right = mid - 1;  // next in [left, mid - 1]
    else
      left = mid;  // next in [mid, right]
  }
  return left;
}

// `while (left + 1 < right)`: left and right are never asked again, and end as neighbours.
template <std::predicate<int> Predicate>
int FirstTrueNeighbours(int lo, int hi, Predicate pred) {
  PRECONDITION(-kTemplateLimit < lo && lo <= hi && hi < kTemplateLimit);
  int left = lo - 1, right = hi;
  // !pred(left) and pred(right), where pred(lo - 1) counts as false and pred(hi) as true.
  while (left + 1 < right) {
    const int mid = left + (right - left) / 2;  // left < mid < right, however rounded
    if (!pred(mid))
      left = mid;
    else
      right = mid;
  }
  return right;
}

}  // namespace graft::answers

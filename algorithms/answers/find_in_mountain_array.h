// FindInMountainArray: the first place of a value in a mountain that answers few questions.
//
// Source:    LeetCode 1095 "Find in Mountain Array", 山脉数组中查找目标值
// Idea:      three searches: the peak, as in 852; the value on the slope that rises; and only
//            if it is not there, on the slope that falls.
// Contract:  n ≥ 3; at(0) … at(n - 1) rise strictly to a peak that is neither end, and fall
//            strictly from it. Returns the least index with the target, or -1.
// Invariant: that of FirstTrue, three times
// Time:      O(log n): at most 4 ⌈log₂ n⌉ + 2 calls of at; 58 for the site's n = 10,000
// Space:     O(1)
// Overflow:  none
// Pitfall:   a value on both slopes: the left one counts. On the slope that falls the
//            predicate is turned round. The site allows 100 calls.
// Tested:    beside a scan on every mountain to n = 12, each value and each gap; calls counted
//            for n to 10,000; death tests
#pragma once

#include <concepts>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

template <std::regular_invocable<int> At>
int FindInMountainArray(int target, int n, At at) {
  PRECONDITION(n >= 3);
  // Neither end is the peak; on each slope the peak, or the last, stands for "none".
  // falls_behind turns true at the peak, not_less on the way up, not_greater on the way down.
  const auto falls_behind = [&](int i) { return at(i) > at(i + 1); };
  const auto not_less = [&](int i) { return at(i) >= target; };
  const auto not_greater = [&](int i) { return at(i) <= target; };
  const int peak = search::FirstTrue(1, n - 2, falls_behind);
  const int up = search::FirstTrue(0, peak, not_less);
  if (at(up) == target) return up;
  const int down = search::FirstTrue(peak, n - 1, not_greater);
  return at(down) == target ? down : -1;
}

}  // namespace graft::answers

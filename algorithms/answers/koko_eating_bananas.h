// KokoEatingBananas: the slowest speed at which Koko eats all the piles within h hours.
//
// Source:    LeetCode 875 "Koko Eating Bananas", 爱吃香蕉的珂珂
// Idea:      the faster she eats, the fewer hours she needs: search the speed. An hour is
//            spent on one pile only, so a pile takes ⌈pile / speed⌉ of them.
// Contract:  piles is not empty, each ≥ 0 (the site: ≥ 1), h ≥ the number of piles.
// Invariant: every speed below lo is too slow, hi is in time
// Time:      O(n log max)
// Space:     O(1)
// Overflow:  at speed 1 the hours are the sum of the piles: 64 bits
// Pitfall:   speed 0 divides by zero: the search begins at 1.
// Tested:    beside every speed from 1 on all small piles; largest ints; death tests
#pragma once

#include <algorithm>
#include <vector>

#include "algorithms/answers/ceil_sum.h"
#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int KokoEatingBananas(const std::vector<int>& piles, int h) {
  PRECONDITION(!piles.empty());
  PRECONDITION(h >= std::ssize(piles));
  const int largest = std::max(1, *std::max_element(piles.begin(), piles.end()));
  // At the speed `largest` each pile takes one hour, and there are at least as many hours.
  // A higher speed takes no pile longer, so in_time never turns false again.
  const auto in_time = [&](int speed) { return CeilSum(piles, speed) <= h; };
  return search::FirstTrue(1, largest, in_time);
}

}  // namespace graft::answers

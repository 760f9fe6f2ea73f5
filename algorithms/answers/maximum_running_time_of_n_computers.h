// MaximumRunningTimeOfNComputers: how long n computers can run at once on given batteries.
//
// Source:    LeetCode 2141 "Maximum Running Time of N Computers", 同时运行 N 台电脑的最长时间
// Idea:      in t minutes a battery gives at most min(charge, t): it cannot be in two
//            computers at once. Enough in sum is enough: fill the computers' minutes one after
//            another, and no battery is used twice at a time. Search t from above.
// Contract:  1 ≤ n ≤ the number of batteries; no charge is negative.
// Invariant: the computers run for lo minutes, but not for hi + 1
// Time:      O(m log(sum / n)) for m batteries
// Space:     O(1)
// Overflow:  n · t ≤ sum, which has 64 bits
// Pitfall:   sum / n alone is too much: one large battery cannot serve all computers.
// Tested:    beside running minute by minute on the fullest batteries; largest ints; death tests
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int64_t MaximumRunningTimeOfNComputers(int n,
                                              const std::vector<int>& batteries) {
  PRECONDITION(1 <= n && n <= std::ssize(batteries));
  PRECONDITION(*std::min_element(batteries.begin(), batteries.end()) >= 0);
  const int64_t total = std::accumulate(batteries.begin(), batteries.end(), int64_t{0});
  const auto usable = [&](int64_t minutes) {
    int64_t sum = 0;
    for (const int charge : batteries) sum += std::min(int64_t{charge}, minutes);
    return sum;
  };
  // No time needs no battery; n computers at most share the total.
  // Who runs for some minutes has run for fewer.
  const auto lasts = [&](int64_t minutes) { return usable(minutes) >= n * minutes; };
  return search::LastTrue(int64_t{0}, total / n, lasts);
}

}  // namespace graft::answers

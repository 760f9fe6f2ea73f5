// MinimumNumberOfDaysToMakeMBouquets: the first day on which m bouquets can be bound.
//
// Source:    LeetCode 1482 "Minimum Number of Days to Make m Bouquets", 制作 m 束花所需的最少天数
// Idea:      a bouquet is k neighbours in bloom. What blooms stays in bloom, so from some day
//            on there are enough: search the day.
// Contract:  bloom_day is not empty, m, k ≥ 1. -1 if there are fewer than m · k flowers.
// Invariant: on every day before lo there are too few bouquets, on day hi enough
// Time:      O(n log(max - min))
// Space:     O(1)
// Overflow:  m · k has 64 bits
// Pitfall:   whether there is an answer is asked before the search: afterwards the last day
//            looks like one.
// Tested:    beside going day by day through all small gardens; m · k beyond 32 bits; death tests
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int MinimumNumberOfDaysToMakeMBouquets(const std::vector<int>& bloom_day, int m,
                                              int k) {
  PRECONDITION(!bloom_day.empty());
  PRECONDITION(m >= 1 && k >= 1);
  if (int64_t{m} * k > std::ssize(bloom_day)) return -1;
  const auto bouquets = [&](int day) {
    int bound = 0, in_row = 0;
    for (const int bloom : bloom_day) {
      in_row = bloom <= day ? in_row + 1 : 0;
      if (in_row < k) continue;
      ++bound;
      in_row = 0;
    }
    return bound;
  };
  const auto [first, last] = std::minmax_element(bloom_day.begin(), bloom_day.end());
  // Before the first flower there is no bouquet; with the last all n ≥ m · k are in bloom.
  // A later day has all flowers of an earlier one, so no fewer bouquets.
  const auto enough = [&](int day) { return bouquets(day) >= m; };
  return search::FirstTrue(*first, *last, enough);
}

}  // namespace graft::answers

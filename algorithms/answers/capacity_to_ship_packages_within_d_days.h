// CapacityToShipPackagesWithinDDays: the least capacity of a ship that takes all in time.
//
// Source:    LeetCode 1011 "Capacity To Ship Packages Within D Days", 在 D 天内送达包裹的能力
// Idea:      a day's load is a contiguous part: 410 in other words, but for that a day may
//            stay empty. The larger the ship, the fewer days: search the capacity.
// Contract:  weights is not empty, none is negative, days ≥ 1.
// Invariant: every capacity below lo needs more than `days`, hi does not
// Time:      O(n log sum)
// Space:     O(1)
// Overflow:  sums and the answer have 64 bits
// Pitfall:   a search from 1 tries ships that cannot take the heaviest package at all.
// Tested:    beside loading day by day with every capacity; both bounds; death tests
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "algorithms/answers/parts.h"
#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int64_t CapacityToShipPackagesWithinDDays(const std::vector<int>& weights,
                                                 int days) {
  PRECONDITION(!weights.empty());
  PRECONDITION(days >= 1);
  const int64_t heaviest = *std::max_element(weights.begin(), weights.end());
  const int64_t total = std::accumulate(weights.begin(), weights.end(), int64_t{0});
  const auto load = [](int64_t sum, int) { return sum; };
  // A ship must take the heaviest package; one that takes the total is done in a day.
  // What a ship does in some days, a larger one does in as many.
  const auto in_time = [&](int64_t capacity) {
    return FewestParts(weights, capacity, load) <= days;
  };
  return search::FirstTrue(heaviest, total, in_time);
}

}  // namespace graft::answers

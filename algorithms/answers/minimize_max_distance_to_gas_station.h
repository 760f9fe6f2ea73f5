// MinimizeMaxDistanceToGasStation: the least largest gap after k new stations on a road.
//
// Source:    LeetCode 774 "Minimize Max Distance to Gas Station", 最小化去加油站的最大距离
// Idea:      a real answer: a gap is cut to at most d by ⌈gap / d⌉ - 1 stations. The larger
//            d, the fewer: search d among all doubles, to the last bit.
// Contract:  at least two stations, rising strictly; k ≥ 0. The result is the least double
//            that passes the test in doubles: exact to about one unit in the last place.
// Invariant: every double below lo needs more than k stations, hi does not
// Time:      O(n · 64): as many tests as a double has bits, however exact
// Space:     O(1)
// Overflow:  counts are doubles: ⌈gap / d⌉ may exceed any integer type
// Pitfall:   `while (hi - lo > 1e-6)` is not exact for small answers and never ends for large
//            ones, where 1e-6 is less than the distance between two doubles.
// Tested:    beside all ways to place the stations on small roads; both bounds; death tests
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline double MinimizeMaxDistanceToGasStation(const std::vector<int>& stations, int k) {
  PRECONDITION(stations.size() >= 2);
  PRECONDITION(std::adjacent_find(stations.begin(), stations.end(),
                                  std::greater_equal<>()) == stations.end());
  PRECONDITION(k >= 0);
  std::vector<double> gaps;
  for (size_t i = 1; i < stations.size(); ++i)
    gaps.push_back(static_cast<double>(stations[i]) - stations[i - 1]);
  const double widest = *std::max_element(gaps.begin(), gaps.end());
  const auto needed = [&](double distance) {
    double stations_needed = 0;
    for (const double gap : gaps) stations_needed += std::ceil(gap / distance) - 1;
    return stations_needed;
  };
  // k stations cut the widest gap into k + 1 parts at best; left as it is, it needs none.
  // A longer distance needs no more stations.
  const auto enough = [&](double distance) { return needed(distance) <= k; };
  return search::FirstTrue(widest / (k + 1.0), widest, enough);
}

}  // namespace graft::answers

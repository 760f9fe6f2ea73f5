// MagneticForceBetweenTwoBalls: the widest least distance of m balls put into baskets.
//
// Source:    LeetCode 1552 "Magnetic Force Between Two Balls", 两球之间的磁力
// Idea:      "maximise the minimum": with a distance d demanded, put each ball into the first
//            basket that is far enough. The larger d, the fewer balls: search d from above.
// Contract:  2 ≤ m ≤ the number of baskets; their positions are ≥ 0 and all different.
// Invariant: m balls find place at distance lo, but not at hi + 1
// Time:      O(n log n) to sort, O(n log range) to search
// Space:     O(n): a sorted copy
// Overflow:  none: the positions are not negative, so their distances are ints
// Pitfall:   LastTrue: its middle is rounded up, else two values never become one.
// Tested:    beside all choices of m of all small sets of baskets; both bounds; death tests
#pragma once

#include <algorithm>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int MagneticForceBetweenTwoBalls(std::vector<int> position, int m) {
  PRECONDITION(2 <= m && m <= std::ssize(position));
  std::sort(position.begin(), position.end());
  PRECONDITION(position[0] >= 0);
  PRECONDITION(std::adjacent_find(position.begin(), position.end()) == position.end());
  const auto balls = [&](int distance) {
    int placed = 1, last = position[0];
    for (const int basket : position) {
      if (basket - last < distance) continue;
      ++placed;
      last = basket;
    }
    return placed;
  };
  // At distance 1 every basket takes a ball; m - 1 distances share the range.
  // What keeps a distance keeps any shorter one.
  const auto enough = [&](int distance) { return balls(distance) >= m; };
  return search::LastTrue(1, (position.back() - position[0]) / (m - 1), enough);
}

}  // namespace graft::answers

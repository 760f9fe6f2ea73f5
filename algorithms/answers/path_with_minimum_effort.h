// PathWithMinimumEffort: the least effort that takes a hiker from corner to corner of a map.
//
// Source:    LeetCode 1631 "Path With Minimum Effort", 最小体力消耗路径
// Idea:      a path's effort is its highest step up or down. With a larger effort more steps
//            may be taken: search the effort, flood to test it.
// Contract:  the map is rectangular with at least one cell; no height is negative.
// Invariant: with every effort below lo there is no path, with hi there is one
// Time:      O(rows · columns · log max)
// Space:     O(rows · columns)
// Overflow:  none: heights are not negative, so their differences are ints
// Pitfall:   the effort is a maximum along the path, not a sum: shortest paths do not help.
// Tested:    beside the closest of all paths on all small maps; both bounds; death tests
#pragma once

#include <algorithm>
#include <cstdlib>

#include "algorithms/answers/grid_path.h"
#include "algorithms/answers/matrix.h"
#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int PathWithMinimumEffort(const Matrix& heights) {
  PRECONDITION(IsRectangular(heights));
  int highest = 0;
  for (const std::vector<int>& row : heights) {
    PRECONDITION(*std::min_element(row.begin(), row.end()) >= 0);
    highest = std::max(highest, *std::max_element(row.begin(), row.end()));
  }
  // No effort is negative; no step is higher than the highest cell is above 0.
  // What an effort allows, any larger one does.
  const auto suffices = [&](int effort) {
    return HasGridPath(heights.size(), heights[0].size(), [&](Cell from, Cell to) {
      return std::abs(heights[from.row][from.column] - heights[to.row][to.column]) <=
             effort;
    });
  };
  return search::FirstTrue(0, highest, suffices);
}

}  // namespace graft::answers

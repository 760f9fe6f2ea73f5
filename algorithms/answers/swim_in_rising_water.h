// SwimInRisingWater: the first time at which one can swim from corner to corner of a pool.
//
// Source:    LeetCode 778 "Swim in Rising Water", 水位上升的泳池中游泳
// Idea:      at time t every cell of elevation at most t is under water, and swimming takes
//            no time. What is under water stays so: search the time, flood to test it.
// Contract:  the grid is square with at least one cell; no elevation is negative. (The site:
//            a permutation of 0 … n² - 1.)
// Invariant: before lo the water does not join the corners, at hi it does
// Time:      O(n² log max)
// Space:     O(n²)
// Overflow:  none
// Pitfall:   the first cell must be under water too: the search begins no earlier.
// Tested:    beside the least maximum over all paths on all small grids; death tests
#pragma once

#include <algorithm>

#include "algorithms/answers/grid_path.h"
#include "algorithms/answers/matrix.h"
#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int SwimInRisingWater(const Matrix& grid) {
  PRECONDITION(IsSquare(grid));
  const int n = std::ssize(grid);
  int highest = 0;
  for (const std::vector<int>& row : grid) {
    PRECONDITION(*std::min_element(row.begin(), row.end()) >= 0);
    highest = std::max(highest, *std::max_element(row.begin(), row.end()));
  }
  // Both corners must be under water; when the highest cell is, all are.
  // Later water covers all that earlier water does.
  const auto joined = [&](int time) {
    return HasGridPath(n, n,
                       [&](Cell, Cell to) { return grid[to.row][to.column] <= time; });
  };
  return search::FirstTrue(std::max(grid[0][0], grid[n - 1][n - 1]), highest, joined);
}

}  // namespace graft::answers

// GridPath: whether steps lead from a grid's top left cell to its bottom right one.
//
// Source:    the predicate of LeetCode 778 and 1631
// Idea:      flood the cells that can be reached, from a stack of cells still to be left.
// Contract:  rows, columns ≥ 1; may_step(from, to) is asked of neighbours by edge only.
// Invariant: what is marked is reached; each marked cell is on the stack or has been left
// Time:      O(rows · columns), at most four calls of may_step a cell
// Space:     O(rows · columns), on the heap: no recursion
// Overflow:  rows · columns fits an int
// Pitfall:   the first cell is never stepped on: its own condition is the caller's.
// Tested:    beside the closure of the step relation on all 3 × 3 grids; winding paths; a grid of 10⁶
//            cells; death tests
#pragma once

#include <limits>
#include <vector>

#include "algorithms/precondition.h"

namespace graft::answers {

struct Cell {
  int row;
  int column;
};

template <class MayStep>
bool HasGridPath(int rows, int columns, MayStep may_step) {
  PRECONDITION(rows >= 1 && columns >= 1);
  PRECONDITION(rows <= std::numeric_limits<int>::max() / columns);
  constexpr Cell kSteps[] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
  std::vector<bool> reached(rows * columns);
  std::vector<Cell> to_leave = {{0, 0}};
  reached[0] = true;
  while (!to_leave.empty() && !reached.back()) {
    const Cell from = to_leave.back();
    to_leave.pop_back();
    for (const auto& [down, right] : kSteps) {
      const Cell to = {from.row + down, from.column + right};
      if (to.row < 0 || to.row == rows || to.column < 0 || to.column == columns)
        continue;
      const int index = to.row * columns + to.column;
      if (reached[index] || !may_step(from, to)) continue;
      reached[index] = true;
      to_leave.push_back(to);
    }
  }
  return reached.back();
}

}  // namespace graft::answers

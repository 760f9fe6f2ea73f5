// Staircase: counts the pairs (row, column) that fit, when those that do form a staircase.
//
// Source:    folklore; "saddleback search": Bird, "Improving Saddleback Search", 2006
// Idea:      in a matrix whose rows and columns rise, what is at most some value fills a
//            prefix of each row, and the prefixes get no longer from row to row. One walk
//            along the border sees them all, and the matrix need not exist.
// Contract:  fits(row, column) implies fits of every pair with no larger row and column.
// Invariant: above `row` all is visited; from `length` on nothing fits in this row or below
// Time:      O(rows + columns) calls of fits
// Space:     O(1)
// Overflow:  the count has 64 bits: 2³¹ rows of 2³¹ columns fit
// Pitfall:   where fits is no staircase the walk counts nothing useful, and says nothing.
// Tested:    beside asking every pair, on every staircase to 5 × 5; number of calls; death tests
#pragma once

#include <cstdint>

#include "algorithms/precondition.h"

namespace graft::answers {

// visit(row, length) for each row from 0: the pairs (row, 0) … (row, length - 1) fit.
template <class Fits, class Visit>
void WalkStaircase(int rows, int columns, Fits fits, Visit visit) {
  PRECONDITION(rows >= 0 && columns >= 0);
  int length = columns;
  for (int row = 0; row < rows; ++row) {
    while (length > 0 && !fits(row, length - 1)) --length;
    visit(row, length);
  }
}

template <class Fits>
int64_t CountStaircase(int rows, int columns, Fits fits) {
  int64_t count = 0;
  WalkStaircase(rows, columns, fits, [&](int, int length) { count += length; });
  return count;
}

}  // namespace graft::answers

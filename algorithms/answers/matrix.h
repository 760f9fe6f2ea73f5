// Matrix: rows of values, as the problems give them, and what may be asked of their shape.
//
// Source:    ours
// Idea:      what the problems on grids ask of their callers, checked in one place.
// Contract:  IsRectangular: at least one row, at least one column, all rows equally long.
//            HasSortedRowsAndColumns wants a rectangular matrix.
// Invariant: none
// Time:      O(rows); HasSortedRowsAndColumns O(rows · columns)
// Space:     O(1)
// Overflow:  none
// Pitfall:   a vector of vectors may be ragged: ask before reading matrix[0].size().
// Tested:    every kind of shape; all 2 × 2 matrices over three values
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

namespace graft::answers {

using Matrix = std::vector<std::vector<int>>;

inline bool IsRectangular(const Matrix& matrix) {
  return !matrix.empty() && !matrix[0].empty() &&
         std::all_of(matrix.begin(), matrix.end(), [&](const std::vector<int>& row) {
           return row.size() == matrix[0].size();
         });
}

inline bool IsSquare(const Matrix& matrix) {
  return IsRectangular(matrix) && matrix.size() == matrix[0].size();
}

// No value falls along a row or down a column. Rows are compared as wholes, place by place.
inline bool HasSortedRowsAndColumns(const Matrix& matrix) {
  const auto falls = [](const std::vector<int>& upper, const std::vector<int>& lower) {
    return !std::equal(upper.begin(), upper.end(), lower.begin(), std::less_equal<>());
  };
  return std::adjacent_find(matrix.begin(), matrix.end(), falls) == matrix.end() &&
         std::all_of(matrix.begin(), matrix.end(), [](const std::vector<int>& row) {
           return std::is_sorted(row.begin(), row.end());
         });
}

}  // namespace graft::answers

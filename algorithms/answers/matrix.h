// Matrix: rows of equal length, as the problems give them, and its lookup.
//
// Source:    ours
// Idea:      the shape that every problem on a grid asks of its caller, checked in one place.
// Contract:  IsRectangular: at least one row, at least one column, all rows equally long.
// Invariant: none
// Time:      O(rows)
// Space:     O(1)
// Overflow:  none
// Pitfall:   a vector of vectors may be ragged: ask before reading matrix[0].size().
// Tested:    every kind of shape
#pragma once

#include <algorithm>
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

}  // namespace graft::answers

// MaximumSideLength: the side of the largest square in a matrix whose sum is small enough.
//
// Source:    LeetCode 1292 "Maximum Side Length of a Square with Sum Less than or Equal to
//            Threshold", 元素和小于等于阈值的正方形的最大边长
// Idea:      a square of side m holds one of side m - 1 with no larger sum: search the side.
//            Prefix sums give each square's sum in four reads.
// Contract:  the matrix is rectangular with at least one cell; no value is negative;
//            threshold ≥ 0.
// Invariant: some square of side lo is small enough, none of side hi + 1 is
// Time:      O(rows · columns · log side)
// Space:     O(rows · columns)
// Overflow:  sums have 64 bits
// Pitfall:   0 is an answer: even the least single cell may exceed the threshold.
// Tested:    beside adding up every square of all small matrices; both bounds; death tests
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "algorithms/answers/matrix.h"
#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int MaximumSideLengthOfASquareWithSumLessThanOrEqualToThreshold(
    const Matrix& mat, int threshold) {
  PRECONDITION(IsRectangular(mat));
  PRECONDITION(threshold >= 0);
  const int rows = std::ssize(mat), columns = std::ssize(mat[0]);
  // sum[r][c]: of all cells above row r and left of column c.
  std::vector<std::vector<int64_t>> sum(rows + 1, std::vector<int64_t>(columns + 1));
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      PRECONDITION(mat[r][c] >= 0);
      sum[r + 1][c + 1] = mat[r][c] + sum[r][c + 1] + sum[r + 1][c] - sum[r][c];
    }
  }
  // The empty square is small enough; none is wider than the matrix.
  // If no square of side m is small enough, none around one of them is.
  const auto exists = [&](int m) {
    for (int r = m; r <= rows; ++r)
      for (int c = m; c <= columns; ++c)
        if (sum[r][c] - sum[r - m][c] - sum[r][c - m] + sum[r - m][c - m] <= threshold)
          return true;
    return false;
  };
  return search::LastTrue(0, std::min(rows, columns), exists);
}

}  // namespace graft::answers

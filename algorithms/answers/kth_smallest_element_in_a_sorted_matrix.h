// KthSmallestElementInASortedMatrix: the k-th smallest of a matrix with sorted rows and columns.
//
// Source:    LeetCode 378 "Kth Smallest Element in a Sorted Matrix", 有序矩阵中第 K 小的元素
// Idea:      how many elements are at most v is the length of a walk along a staircase, and
//            rises with v: search the value, not a position.
// Contract:  the matrix is square; rows and columns do not fall; 1 ≤ k ≤ n².
// Invariant: fewer than k elements are below lo, at least k are at most hi
// Time:      O(n log(max - min))
// Space:     O(1)
// Overflow:  counts have 64 bits; the search's middle cannot overflow
// Pitfall:   the least v with k elements up to it is an element: only there the count rises.
//            (min + max) / 2 rounds up between negative values and may never end.
// Tested:    beside sorting all elements of all small sorted matrices; int's ends; death tests
#pragma once

#include "algorithms/answers/matrix.h"
#include "algorithms/answers/staircase.h"
#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int KthSmallestElementInASortedMatrix(const Matrix& matrix, int k) {
  PRECONDITION(IsSquare(matrix));
  PRECONDITION(HasSortedRowsAndColumns(matrix));
  const int n = std::ssize(matrix);
  PRECONDITION(1 <= k && k <= int64_t{n} * n);
  const auto count = [&](int value) {
    return CountStaircase(n, n, [&](int r, int c) { return matrix[r][c] <= value; });
  };
  // The corners are the least and the largest element; all n² ≥ k are at most the largest.
  // A larger value has no fewer elements up to it.
  const auto enough = [&](int value) { return count(value) >= k; };
  return search::FirstTrue(matrix[0][0], matrix[n - 1][n - 1], enough);
}

}  // namespace graft::answers

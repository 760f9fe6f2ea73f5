// KthSmallestNumberInMultiplicationTable: the k-th smallest entry of the m × n table i · j.
//
// Source:    LeetCode 668 "Kth Smallest Number in Multiplication Table", 乘法表中第k小的数
// Idea:      row i holds min(⌊v / i⌋, n) entries up to v, so their number is known without
//            the table. It rises with v: search the value.
// Contract:  m, n ≥ 1, 1 ≤ k ≤ m · n.
// Invariant: fewer than k entries are below lo, at least k are at most hi
// Time:      O(min(m, n) log(m · n))
// Space:     O(1)
// Overflow:  m · n, counts and the answer have 64 bits
// Pitfall:   the least v with k entries up to it is itself an entry: only there does the
//            count rise.
// Tested:    beside sorting every table to 8 × 8; both bounds; beyond 32 bits; death tests
#pragma once

#include <algorithm>
#include <cstdint>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int64_t KthSmallestNumberInMultiplicationTable(int m, int n, int64_t k) {
  PRECONDITION(m >= 1 && n >= 1);
  PRECONDITION(1 <= k && k <= int64_t{m} * n);
  const int64_t rows = std::min(m, n),
                columns = std::max(m, n);  // the table is symmetric
  const auto count = [&](int64_t value) {
    int64_t entries = 0;
    for (int64_t row = 1; row <= rows; ++row) entries += std::min(value / row, columns);
    return entries;
  };
  // The least entry is 1, the largest m · n, and all m · n ≥ k entries are at most that.
  // A larger value has no fewer entries up to it.
  const auto enough = [&](int64_t value) { return count(value) >= k; };
  return search::FirstTrue(int64_t{1}, int64_t{m} * n, enough);
}

}  // namespace graft::answers

// KThSmallestPrimeFraction: the k-th smallest of the fractions of an array's numbers.
//
// Source:    LeetCode 786 "K-th Smallest Prime Fraction", 第 K 个最小的质数分数
// Idea:      search the value in integers, as m / scale with the square of the largest number
//            as scale: different fractions lie further apart than 1 / scale, so the least m
//            with k fractions up to it has one that m - 1 had not: the largest of them.
// Contract:  arr rises strictly from a value ≥ 1 to one ≤ 2 · 10⁶; k counts from 1 the
//            fractions arr[i] / arr[j], i < j. Returns [numerator, denominator]. The site has
//            1 and primes only; of other numbers fractions may be equal: then any of them.
// Invariant: fewer than k fractions are up to (lo - 1) / scale, at least k up to hi / scale
// Time:      O(n log max): a staircase a test
// Space:     O(1)
// Overflow:  products stay below (2 · 10⁶)³ = 8 · 10¹⁸ < 2⁶³
// Pitfall:   a search over doubles must be told when to end, and compares rounded quotients.
// Tested:    beside sorting all fractions of all sets of small numbers; fractions 2.5e-13 apart;
//            death tests
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

#include "algorithms/answers/staircase.h"
#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline std::vector<int> KThSmallestPrimeFraction(const std::vector<int>& arr, int k) {
  PRECONDITION(std::adjacent_find(arr.begin(), arr.end(), std::greater_equal<>()) ==
               arr.end());
  const int n = std::ssize(arr);
  PRECONDITION(1 <= k && k <= int64_t{n} * (n - 1) / 2);
  PRECONDITION(arr[0] >= 1 && arr.back() <= 2'000'000);
  const int64_t scale = int64_t{arr.back()} * arr.back();
  // Row i: arr[i] over each denominator, the largest first; where j ≤ i it is ≥ 1 > m / scale.
  const auto at_most = [&](int64_t m) {
    return [&arr, n, m, scale](int i, int column) {
      return arr[i] * scale <= m * arr[n - 1 - column];
    };
  };
  // No fraction is 0; all are at most 1 - 1 / max < 1 = scale / scale.
  // A larger m has no fewer fractions up to m / scale.
  const auto enough = [&](int64_t m) { return CountStaircase(n, n, at_most(m)) >= k; };
  const int64_t m = search::FirstTrue(int64_t{0}, scale, enough);

  std::vector<int> largest = {0, 1};
  WalkStaircase(n, n, at_most(m), [&](int i, int length) {
    if (length == 0) return;
    const int denominator = arr[n - length];
    if (int64_t{arr[i]} * largest[1] > int64_t{largest[0]} * denominator)
      largest = {arr[i], denominator};
  });
  return largest;
}

}  // namespace graft::answers

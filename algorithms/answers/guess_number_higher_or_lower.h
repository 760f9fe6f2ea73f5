// GuessNumberHigherOrLower: the number from 1 to n that another has picked.
//
// Source:    LeetCode 374 "Guess Number Higher or Lower", 猜数字大小
// Idea:      guess says how the pick lies to the number, in three ways; two are enough: "it is
//            not higher" is false before the pick and true from it on.
// Contract:  n ≥ 1; guess(m) is 1 if the pick is higher than m, -1 if it is lower, 0 if it is
//            m. It is asked only about 1 … n - 1.
// Invariant: the pick is higher than lo - 1, and not higher than hi
// Time:      O(log n) guesses, at most 31
// Space:     O(1)
// Overflow:  none: FirstTrue's middle cannot overflow
// Pitfall:   the sign is that of pick - m, not of m - pick.
// Tested:    every n to 60 with every pick; n = 2³¹ - 1; number of guesses; death tests
#pragma once

#include <concepts>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

template <std::regular_invocable<int> Guess>
int GuessNumberHigherOrLower(int n, Guess guess) {
  PRECONDITION(n >= 1);
  // Numbers count from 1; when the pick is higher than all before n, it is n.
  // Where the pick is not higher than m, it is not higher than m + 1.
  const auto not_higher = [&](int m) { return guess(m) <= 0; };
  return search::FirstTrue(1, n, not_higher);
}

}  // namespace graft::answers

// NumberOfBurgersWithNoWasteOfIngredients: jumbo and small burgers that use up what there is.
//
// Source:    LeetCode 1276 "Number of Burgers with No Waste of Ingredients", 不浪费原料的汉堡制作方案
// Idea:      a jumbo takes 4 tomato slices, a small one 2, each one cheese slice. All cheese is
//            used when they are as many as cheese slices; tomatoes rise with the jumbos among
//            them: search their number, then ask whether it is exact.
// Contract:  neither number is negative. Returns [jumbo, small], or [] if nothing fits.
// Invariant: lo - 1 jumbos use too few tomato slices, hi enough or all there can be
// Time:      O(log cheese)
// Space:     O(1)
// Overflow:  4 · cheese has 64 bits
// Pitfall:   arithmetic is enough: jumbo = tomato / 2 - cheese if tomato is even and that is
//            in [0, cheese]. The search must ask after it: the answer may not exist.
// Tested:    beside trying all numbers of both for all amounts to 40; largest ints; death tests
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline std::vector<int> NumberOfBurgersWithNoWasteOfIngredients(int tomato,
                                                                int cheese) {
  PRECONDITION(tomato >= 0 && cheese >= 0);
  const auto used = [&](int jumbo) {
    return 4 * int64_t{jumbo} + 2 * (int64_t{cheese} - jumbo);
  };
  // From no burger that is a jumbo to all of them.
  // One more jumbo, and one small one less, uses two more slices.
  const auto enough = [&](int jumbo) { return used(jumbo) >= tomato; };
  const int jumbo = search::FirstTrue(0, cheese, enough);
  if (used(jumbo) != tomato) return {};
  return {jumbo, cheese - jumbo};
}

}  // namespace graft::answers

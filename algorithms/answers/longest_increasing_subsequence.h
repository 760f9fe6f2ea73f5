// LongestIncreasingSubsequence: the length of the longest strictly rising subsequence.
//
// Source:    LeetCode 300 "Longest Increasing Subsequence", 最长递增子序列; patience sorting:
//            Fredman, "On Computing the Length of Longest Increasing Subsequences", 1975
// Idea:      keep, for each length, the least value in which a subsequence of that length can
//            end. These ends rise, so a search finds which one a new value improves.
// Contract:  any array; 0 for the empty one.
// Invariant: ends[i] is the least end of a rising subsequence of length i + 1 so far
// Time:      O(n log n)
// Space:     O(n)
// Overflow:  none
// Pitfall:   "not less" for strictly rising; for a subsequence that may stay equal, "greater".
//            `ends` is not itself a subsequence.
// Tested:    beside all subsequences of all small arrays; sorted, reversed and equal values
#pragma once

#include <vector>

#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int LongestIncreasingSubsequence(const std::vector<int>& nums) {
  std::vector<int> ends;
  for (const int value : nums) {
    // The value improves one of the ends, or is greater than all and makes a longer one.
    // ends rises, so what is not less is followed by such only.
    const auto not_less = [&](int i) { return ends[i] >= value; };
    const int length = std::ssize(ends);
    const int i = search::FirstTrue(0, length, not_less);
    if (i == length)
      ends.push_back(value);
    else
      ends[i] = value;
  }
  return std::ssize(ends);
}

}  // namespace graft::answers

// ValidTriangleNumber: how many triples of an array's numbers are sides of a triangle.
//
// Source:    LeetCode 611 "Valid Triangle Number", 有效三角形的个数
// Idea:      in sorted order only the largest side matters: it must be less than the sum of
//            the other two. For each pair, search the first number that is not.
// Contract:  no number is negative.
// Invariant: all numbers behind the pair and before lo are less than its sum, nums[hi] is not
// Time:      O(n² log n)
// Space:     O(n): a sorted copy
// Overflow:  sums and the count have 64 bits
// Pitfall:   two pointers need no search and take O(n²). With 0 as a side there is no triangle,
//            and the search says so without a special case.
// Tested:    beside asking every triple of all small arrays; largest ints; death tests
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int64_t ValidTriangleNumber(std::vector<int> nums) {
  std::sort(nums.begin(), nums.end());
  PRECONDITION(nums.empty() || nums[0] >= 0);
  const int n = std::ssize(nums);
  int64_t triangles = 0;
  for (int i = 0; i < n; ++i) {
    for (int j = i + 1; j < n; ++j) {
      // The largest side is behind j; n stands for "all of them are short enough".
      // nums does not fall, so once a side is too long, all after it are.
      const int64_t sum = int64_t{nums[i]} + nums[j];
      const auto too_long = [&](int k) { return nums[k] >= sum; };
      triangles += search::FirstTrue(j + 1, n, too_long) - (j + 1);
    }
  }
  return triangles;
}

}  // namespace graft::answers

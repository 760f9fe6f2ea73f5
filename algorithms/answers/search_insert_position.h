// SearchInsertPosition: where a value is in a sorted array, or would be put.
//
// Source:    LeetCode 35 "Search Insert Position", 搜索插入位置
// Idea:      the position is that of the first element that is not less than the target: what
//            others call lower_bound.
// Contract:  nums does not fall. The result is in [0, n].
// Invariant: all before lo are less than the target, nums[hi] is not (nums[n] counts as +∞)
// Time:      O(log n)
// Space:     O(1)
// Overflow:  none
// Pitfall:   n is an answer: a search in [0, n - 1] cannot append.
// Tested:    beside counting the smaller ones on all small sorted arrays; death tests
#pragma once

#include <algorithm>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int SearchInsertPosition(const std::vector<int>& nums, int target) {
  PRECONDITION(std::is_sorted(nums.begin(), nums.end()));
  // The target may go before any element, or behind all: the answer always exists.
  // nums does not fall, so what is not less is followed by such only.
  const auto not_less = [&](int i) { return nums[i] >= target; };
  return search::FirstTrue(0, static_cast<int>(nums.size()), not_less);
}

}  // namespace graft::answers

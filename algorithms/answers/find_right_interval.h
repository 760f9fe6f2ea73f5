// FindRightInterval: for each interval, the nearest one that begins where it ends or later.
//
// Source:    LeetCode 436 "Find Right Interval", 寻找右区间
// Idea:      sort the starts, keep whose they are, and search each end among them.
// Contract:  each interval is [start, end] with start ≤ end; the starts are all different. The
//            result holds an index for each interval, or -1.
// Invariant: all starts before lo are less than the end, that at hi is not
// Time:      O(n log n)
// Space:     O(n)
// Overflow:  none
// Pitfall:   an interval with start = end is its own right interval.
// Tested:    beside asking every pair, on all sets of small intervals; death tests
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline std::vector<int> FindRightInterval(
    const std::vector<std::vector<int>>& intervals) {
  const int n = std::ssize(intervals);
  std::vector<std::pair<int, int>> starts;  // and whose they are
  for (int i = 0; i < n; ++i) {
    PRECONDITION(intervals[i].size() == 2 && intervals[i][0] <= intervals[i][1]);
    starts.emplace_back(intervals[i][0], i);
  }
  std::sort(starts.begin(), starts.end());
  const auto same_start = [](auto& a, auto& b) { return a.first == b.first; };
  PRECONDITION(std::adjacent_find(starts.begin(), starts.end(), same_start) ==
               starts.end());
  std::vector<int> right;
  for (const std::vector<int>& interval : intervals) {
    // Any start may be the nearest; n stands for "none".
    // The starts rise: what is not less is followed by such only.
    const auto not_less = [&](int i) { return starts[i].first >= interval[1]; };
    const int i = search::FirstTrue(0, n, not_less);
    right.push_back(i < n ? starts[i].second : -1);
  }
  return right;
}

}  // namespace graft::answers

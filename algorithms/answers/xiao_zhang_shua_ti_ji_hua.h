// XiaoZhangShuaTiJiHua: the least longest day of a study plan in which a friend helps.
//
// Source:    LeetCode LCP 12 "Xiao Zhang Shua Ti Ji Hua", 小张刷题计划
// Idea:      exercises are done in order, over at most m days, and each day a friend does
//            one: surely the longest. So a day costs its sum less its largest; 410 with that.
// Contract:  time is not empty, no value is negative, m ≥ 1.
// Invariant: with every limit below lo the plan takes more than m days, with hi it does not
// Time:      O(n log sum)
// Space:     O(1)
// Overflow:  sums and the answer have 64 bits
// Pitfall:   the friend's exercise changes as the day grows: keep the largest, not the last.
// Tested:    beside all plans for all small arrays; no fewer exercises than days; death tests
#pragma once

#include <cstdint>
#include <numeric>
#include <vector>

#include "algorithms/answers/parts.h"
#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"

namespace graft::answers {

inline int64_t XiaoZhangShuaTiJiHua(const std::vector<int>& time, int m) {
  PRECONDITION(!time.empty());
  PRECONDITION(m >= 1);
  const int64_t total = std::accumulate(time.begin(), time.end(), int64_t{0});
  const auto own_time = [](int64_t sum, int largest) { return sum - largest; };
  // One exercise a day costs 0, all in one day at most the total.
  // A plan within a limit is one within any higher limit.
  const auto in_time = [&](int64_t limit) {
    return FewestParts(time, limit, own_time) <= m;
  };
  return search::FirstTrue(int64_t{0}, total, in_time);
}

}  // namespace graft::answers

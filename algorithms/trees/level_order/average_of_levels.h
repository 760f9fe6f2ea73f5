// AverageOfLevels: the mean value of each level.
//
// Source:    LeetCode 637 "Average of Levels in Binary Tree", 二叉树的层平均值
// Idea:      sum a level, divide by its length.
// Contract:  any tree.
// Invariant: none
// Time:      O(n)
// Space:     O(w), the widest level, beside the answer
// Overflow:  sums are of 64 bits: 2³² nodes of any value fit
// Pitfall:   a sum of 32 bits overflows with two nodes of value 2³¹ - 1.
// Tested:    the definition by recursion for all small trees; extremes of int
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/trees/level_order/levels.h"

namespace graft::trees {

inline std::vector<double> AverageOfLevels(const Node* root) {
  std::vector<double> averages;
  ForEachLevel(root, [&](Level level) {
    int64_t sum = 0;
    for (const Node* node : level) sum += node->value;
    averages.push_back(static_cast<double>(sum) / static_cast<double>(level.size()));
  });
  return averages;
}

}  // namespace graft::trees

// LargestOfLevels: the largest value of each level.
//
// Source:    LeetCode 515 "Find Largest Value in Each Tree Row", 在每个树行中找最大值
// Idea:      the maximum of each level; no level is empty.
// Contract:  any tree.
// Invariant: none
// Time:      O(n)
// Space:     O(w), the widest level, beside the answer
// Overflow:  none
// Pitfall:   starting from 0 is wrong for levels of negative values.
// Tested:    the definition by recursion for all small trees; negative values
#pragma once

#include <algorithm>
#include <vector>

#include "algorithms/trees/level_order/levels.h"

namespace graft::trees {

inline std::vector<int> LargestOfLevels(const Node* root) {
  std::vector<int> largest;
  ForEachLevel(root, [&](Level level) {
    largest.push_back(std::ranges::max(level, {}, &Node::value)->value);
  });
  return largest;
}

}  // namespace graft::trees

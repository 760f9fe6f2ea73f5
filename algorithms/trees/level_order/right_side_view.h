// RightSideView: what is seen from the right: the last value of each level.
//
// Source:    LeetCode 199 "Binary Tree Right Side View", 二叉树的右视图
// Idea:      the last of each level hides the others.
// Contract:  any tree.
// Invariant: none
// Time:      O(n)
// Space:     O(w), the widest level, beside the answer
// Overflow:  none
// Pitfall:   following right links alone misses levels that are deeper on the left.
// Tested:    the definition by recursion for all trees to 8 nodes
#pragma once

#include <vector>

#include "algorithms/trees/level_order/levels.h"

namespace graft::trees {

inline std::vector<int> RightSideView(const Node* root) {
  std::vector<int> seen;
  ForEachLevel(root, [&](Level level) { seen.push_back(level.back()->value); });
  return seen;
}

}  // namespace graft::trees

// ZigzagLevelOrder: level order with every second level from the right.
//
// Source:    LeetCode 103 "Binary Tree Zigzag Level Order Traversal", 二叉树的锯齿形层序遍历
// Idea:      walk levels as ever; turn around the lists of the odd ones.
// Contract:  any tree.
// Invariant: none
// Time:      O(n)
// Space:     O(w), the widest level, beside the answer
// Overflow:  none
// Pitfall:   turning around the walk itself mixes up the children of the next level.
// Tested:    the definition by recursion for all trees to 8 nodes
#pragma once

#include <algorithm>
#include <vector>

#include "algorithms/trees/level_order/level_order.h"

namespace graft::trees {

inline std::vector<std::vector<int>> ZigzagLevelOrder(const Node* root) {
  std::vector<std::vector<int>> lists = LevelOrderLists(root);
  for (size_t i = 1; i < lists.size(); i += 2) std::ranges::reverse(lists[i]);
  return lists;
}

}  // namespace graft::trees

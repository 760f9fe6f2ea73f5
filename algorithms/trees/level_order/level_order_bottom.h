// LevelOrderBottom: the values of each level in a list, the lowest level first.
//
// Source:    LeetCode 107 "Binary Tree Level Order Traversal II", 二叉树的层序遍历 II
// Idea:      the lists of level order, turned around at the end.
// Contract:  any tree.
// Invariant: none
// Time:      O(n)
// Space:     O(w), the widest level, beside the answer
// Overflow:  none
// Pitfall:   inserting each level at the front costs O(levels²).
// Tested:    is level order backwards, for all trees to 8 nodes
#pragma once

#include <algorithm>
#include <vector>

#include "algorithms/trees/level_order/level_order.h"

namespace graft::trees {

inline std::vector<std::vector<int>> LevelOrderBottom(const Node* root) {
  std::vector<std::vector<int>> lists = LevelOrderLists(root);
  std::ranges::reverse(lists);
  return lists;
}

}  // namespace graft::trees

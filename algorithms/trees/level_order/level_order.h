// LevelOrderLists: the values of each level in a list.
//
// Source:    LeetCode 102 "Binary Tree Level Order Traversal", 二叉树的层序遍历
// Idea:      each level is copied as it stands.
// Contract:  any tree.
// Invariant: none
// Time:      O(n)
// Space:     O(w), the widest level, beside the answer
// Overflow:  none
// Pitfall:   an empty tree has no level, not an empty one.
// Tested:    the definition by recursion for all trees to 8 nodes
#pragma once

#include <vector>

#include "algorithms/trees/level_order/levels.h"

namespace graft::trees {

inline std::vector<std::vector<int>> LevelOrderLists(const Node* root) {
  std::vector<std::vector<int>> lists;
  ForEachLevel(root, [&](Level level) {
    lists.emplace_back();
    for (const Node* node : level) lists.back().push_back(node->value);
  });
  return lists;
}

}  // namespace graft::trees

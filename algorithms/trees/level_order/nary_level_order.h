// NaryLevelOrder: the values of each level of an N-ary tree in a list.
//
// Source:    LeetCode 429 "N-ary Tree Level Order Traversal", N 叉树的层序遍历
// Idea:      as level order of a binary tree; a node brings all its children.
// Contract:  any tree.
// Invariant: `level` is a whole level, in order
// Time:      O(n)
// Space:     O(w), the widest level, beside the answer
// Overflow:  none
// Pitfall:   none
// Tested:    examples; equal to the binary levels where each node has at most two children
#pragma once

#include <vector>

#include "algorithms/trees/properties/nary_tree.h"

namespace graft::trees {

inline std::vector<std::vector<int>> NaryLevelOrder(const NaryNode* root) {
  std::vector<std::vector<int>> lists;
  std::vector<const NaryNode*> level, next;
  if (root != nullptr) level.push_back(root);
  while (!level.empty()) {
    lists.emplace_back();
    next.clear();
    for (const NaryNode* node : level) {
      lists.back().push_back(node->value);
      next.insert(next.end(), node->children.begin(), node->children.end());
    }
    level.swap(next);
  }
  return lists;
}

}  // namespace graft::trees

// BottomLeftValue: the leftmost value of the deepest level.
//
// Source:    LeetCode 513 "Find Bottom Left Tree Value", 找树左下角的值
// Idea:      level order from right to left: the last node visited is the answer.
// Contract:  root is not null.
// Invariant: the queue holds the nodes to be visited, deeper ones behind, each level from right
//            to left
// Time:      O(n)
// Space:     O(w), the widest level
// Overflow:  none
// Pitfall:   it need not be a left child, nor lie on the left edge.
// Tested:    examples; the first of the longest routes, for all trees to 8 nodes; death test
#pragma once

#include <queue>

#include "algorithms/precondition.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

inline int BottomLeftValue(const Node* root) {
  PRECONDITION(root != nullptr);
  std::queue<const Node*> queue({root});
  const Node* last = root;
  for (; !queue.empty(); queue.pop()) {
    last = queue.front();
    if (last->right != nullptr) queue.push(last->right);
    if (last->left != nullptr) queue.push(last->left);
  }
  return last->value;
}

}  // namespace graft::trees

// MinDepth: how many nodes the shortest way from the root down to a leaf passes.
//
// Source:    LeetCode 111 "Minimum Depth of Binary Tree", 二叉树的最小深度
// Idea:      level by level from the root: the first leaf met is the nearest one, and what
//            lies deeper is never looked at.
// Contract:  any tree; an empty one has depth 0.
// Invariant: level holds all nodes of this depth, and no level above it has a leaf
// Time:      O(n) at most: the levels down to the first leaf
// Space:     O(w), the widest level
// Overflow:  none
// Pitfall:   1 + min of both subtrees is wrong below a single child: the missing one is no leaf.
// Tested:    examples; the shortest route to a leaf, for all trees to 8 nodes; a long chain
#pragma once

#include <utility>
#include <vector>

#include "algorithms/trees/properties/leaf.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

inline int MinDepth(const Node* root) {
  std::vector<const Node*> level;
  if (root != nullptr) level.push_back(root);
  for (int depth = 1; !level.empty(); ++depth) {
    std::vector<const Node*> next;
    for (const Node* node : level) {
      if (IsLeaf(node)) return depth;
      if (node->left != nullptr) next.push_back(node->left);
      if (node->right != nullptr) next.push_back(node->right);
    }
    level = std::move(next);
  }
  return 0;
}

}  // namespace graft::trees

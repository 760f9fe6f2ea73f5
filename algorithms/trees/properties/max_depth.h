// MaxDepth: how many nodes the longest way from the root down passes.
//
// Source:    LeetCode 104 "Maximum Depth of Binary Tree", 二叉树的最大深度
// Idea:      postorder: a tree is one level deeper than the deeper of its subtrees.
// Contract:  any tree; an empty one has depth 0.
// Invariant: each call returns the depth of the subtree it was given
// Time:      O(n)
// Space:     O(h) of the call stack, h the depth
// Overflow:  none
// Pitfall:   a chain of 10⁵ nodes is as deep as the call stack: count levels there.
// Tested:    examples; as many as there are levels, for all trees to 8 nodes
#pragma once

#include <algorithm>

#include "algorithms/trees/tree.h"

namespace graft::trees {

inline int MaxDepth(const Node* root) {
  if (root == nullptr) return 0;
  return 1 + std::max(MaxDepth(root->left), MaxDepth(root->right));
}

}  // namespace graft::trees

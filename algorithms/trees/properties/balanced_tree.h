// BalancedTree: whether at every node the depths of both subtrees differ by at most one.
//
// Source:    LeetCode 110 "Balanced Binary Tree", 平衡二叉树
// Idea:      postorder with one result for two questions: the depth of a subtree, or a mark
//            that it is unbalanced, which rises to the root at once.
// Contract:  any tree; an empty one is balanced.
// Invariant: each call returns the depth of a balanced subtree, or kUnbalanced
// Time:      O(n): asking for the depth at every node anew would be O(n · h)
// Space:     O(h) of the call stack, h the depth
// Overflow:  none
// Pitfall:   recursive: a chain of 10⁶ nodes is deeper than the call stack. Balance at the root
//            is not enough.
// Tested:    examples; depths from the routes below every node, for all trees to 8 nodes
#pragma once

#include <algorithm>
#include <cstdlib>

#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

constexpr int kUnbalanced = -1;

inline int DepthIfBalanced(const Node* root) {
  if (root == nullptr) return 0;
  const int left = DepthIfBalanced(root->left);
  if (left == kUnbalanced) return kUnbalanced;
  const int right = DepthIfBalanced(root->right);
  if (right == kUnbalanced || std::abs(left - right) > 1) return kUnbalanced;
  return 1 + std::max(left, right);
}

}  // namespace internal

inline bool BalancedTree(const Node* root) {
  return internal::DepthIfBalanced(root) != internal::kUnbalanced;
}

}  // namespace graft::trees

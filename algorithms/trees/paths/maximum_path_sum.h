// MaximumPathSum: the greatest sum of a way between any two nodes, or of a single node.
//
// Source:    LeetCode 124 "Binary Tree Maximum Path Sum", 二叉树中的最大路径和
// Idea:      every way has a highest node: the best one through a node takes the best way down
//            on each side, or nothing where that is negative. Upwards it hands one side only.
// Contract:  root is not null: a way has at least one node.
// Invariant: best is the greatest sum of the ways whose highest node is done
// Time:      O(n)
// Space:     O(h) of the call stack, h the depth
// Overflow:  none: sums have 64 bits
// Pitfall:   recursive: a chain of 10⁶ nodes is deeper than the call stack. Where all values
//            are negative the answer is the greatest of them, not 0.
// Tested:    examples; the ways between all pairs of nodes, for all trees to 6 nodes of three
//            values; extremes; death test of the empty tree
#pragma once

#include <algorithm>
#include <cstdint>

#include "algorithms/precondition.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

// The best way down from the root, or 0 where that is better.
inline int64_t BestWayDown(const Node* root, int64_t& best) {
  if (root == nullptr) return 0;
  const int64_t left = BestWayDown(root->left, best);
  const int64_t right = BestWayDown(root->right, best);
  best = std::max(best, root->value + left + right);
  return std::max<int64_t>(0, root->value + std::max(left, right));
}

}  // namespace internal

inline int64_t MaximumPathSum(const Node* root) {
  PRECONDITION(root != nullptr);
  int64_t best = root->value;
  internal::BestWayDown(root, best);
  return best;
}

}  // namespace graft::trees

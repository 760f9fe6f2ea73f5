// SumOfLeftLeaves: the sum of the leaves that are left children.
//
// Source:    LeetCode 404 "Sum of Left Leaves", 左叶子之和
// Idea:      a leaf does not know which side it is on: its parent decides, one level above.
// Contract:  any tree; an empty one and a single node have the sum 0.
// Invariant: each call returns the sum of the left leaves strictly below its node
// Time:      O(n)
// Space:     O(h) of the call stack, h the depth
// Overflow:  none: the sum has 64 bits
// Pitfall:   recursive: a chain of 10⁶ nodes is deeper than the call stack. A left child with
//            children is no leaf, and the root is no left child.
// Tested:    examples; leaves whose route ends to the left, for all trees to 8 nodes; extremes
#pragma once

#include <cstdint>

#include "algorithms/trees/properties/leaf.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

inline int64_t SumOfLeftLeaves(const Node* root) {
  if (root == nullptr) return 0;
  const Node* left = root->left;
  const bool left_leaf = left != nullptr && IsLeaf(left);
  return (left_leaf ? left->value : SumOfLeftLeaves(left)) +
         SumOfLeftLeaves(root->right);
}

}  // namespace graft::trees

// SameTree: whether two trees have the same shape and the same values.
//
// Source:    LeetCode 100 "Same Tree", 相同的树
// Idea:      walk both trees in step: they differ where only one has a node or the values do.
// Contract:  any two trees; two empty ones are the same.
// Invariant: each call compares the subtrees at the same place of both trees
// Time:      O(min(n, m))
// Space:     O(h) of the call stack, h the lesser depth
// Overflow:  none
// Pitfall:   recursive: chains of 10⁶ nodes are deeper than the call stack. One order of the
//            values does not tell the shape: [1,2] and [1,null,2] have the same preorder.
// Tested:    examples; equal routes and values, for all pairs of trees to 4 nodes of two values
#pragma once

#include "algorithms/trees/tree.h"

namespace graft::trees {

inline bool SameTree(const Node* a, const Node* b) {
  if (a == nullptr || b == nullptr) return a == b;
  return a->value == b->value && SameTree(a->left, b->left) &&
         SameTree(a->right, b->right);
}

}  // namespace graft::trees

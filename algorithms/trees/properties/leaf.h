// Leaf: the node that has no child.
//
// Source:    the definition that LeetCode's problems share
// Idea:      a way from the root ends at a leaf, not at a missing child: a node with one child
//            is no leaf, however empty its other side is.
// Contract:  node is not null.
// Invariant: none
// Time:      O(1)
// Space:     O(1)
// Overflow:  none
// Pitfall:   a recursion that ends at null instead ends once too often below a single child.
// Tested:    the four kinds of nodes; death test of null
#pragma once

#include "algorithms/precondition.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

inline bool IsLeaf(const Node* node) {
  PRECONDITION(node != nullptr);
  return node->left == nullptr && node->right == nullptr;
}

}  // namespace graft::trees

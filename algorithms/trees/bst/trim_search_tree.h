// TrimSearchTree: the nodes whose values lie outside a range are cut off.
//
// Source:    LeetCode 669 "Trim a Binary Search Tree", 修剪二叉搜索树
// Idea:      along the way down to low, a node below it goes with its left subtree and leaves its
//            place to the right one; everything right of that way stays. The same for high. Two
//            walks of one path each: nodes inside of the range are never looked at.
// Contract:  a search tree, low ≤ high; returns the new root. Who was an ancestor of whom stays.
// Invariant: what hangs to the right of the way so far is ≥ low
// Time:      O(h), h the depth; the usual recursion looks at all nodes that stay
// Space:     O(1)
// Overflow:  none
// Pitfall:   a node that is too small may have a right child that is not: go on with it.
// Tested:    examples; the values in the range and their ancestors, for all search trees to 7
//            nodes and all ranges; a chain of 10⁶ nodes; death test of low > high
#pragma once

#include "algorithms/precondition.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

inline Node* TrimSearchTree(Node* root, int low, int high) {
  PRECONDITION(low <= high);
  for (Node** link = &root; *link != nullptr;)
    if ((*link)->value < low)
      *link = (*link)->right;
    else
      link = &(*link)->left;
  for (Node** link = &root; *link != nullptr;)
    if ((*link)->value > high)
      *link = (*link)->left;
    else
      link = &(*link)->right;
  return root;
}

}  // namespace graft::trees

// LowestCommonAncestorOfSearchTree: the deepest node that has both of two below it, or is one.
//
// Source:    LeetCode 235 "Lowest Common Ancestor of a Binary Search Tree", 二叉搜索树的最近公共祖先
// Idea:      walk down while both values are on the same side: the first node that lies between
//            them, or is one of them, is where their ways part.
// Contract:  a search tree of different values; p and q are nodes of it, or the same one.
// Invariant: both are in the subtree of root
// Time:      O(h), h the depth
// Space:     O(1)
// Overflow:  none: (p - r) · (q - r), often seen, needs 66 bits
// Pitfall:   a node is an ancestor of itself.
// Tested:    examples; routes from the root, for all pairs of all search trees to 8 nodes; extreme
//            values; death tests of nodes that are not of the tree
#pragma once

#include "algorithms/precondition.h"
#include "algorithms/trees/bst/search_in_search_tree.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

inline const Node* LowestCommonAncestorOfSearchTree(const Node* root, const Node* p,
                                                    const Node* q) {
  PRECONDITION(p != nullptr && SearchInSearchTree(root, p->value) == p);
  PRECONDITION(q != nullptr && SearchInSearchTree(root, q->value) == q);
  for (;;) {
    if (p->value < root->value && q->value < root->value)
      root = root->left;
    else if (p->value > root->value && q->value > root->value)
      root = root->right;
    else
      return root;
  }
}

}  // namespace graft::trees

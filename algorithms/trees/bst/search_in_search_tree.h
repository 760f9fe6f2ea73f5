// SearchInSearchTree: the node that has a value.
//
// Source:    LeetCode 700 "Search in a Binary Search Tree", 二叉搜索树中的搜索
// Idea:      the value at the root says which side can hold what is sought: one comparison
//            leaves one subtree, so there is nothing to go back to and no stack.
// Contract:  a search tree; null if no node has the value.
// Invariant: the node, if there is one, is in the subtree of root
// Time:      O(h), h the depth
// Space:     O(1)
// Overflow:  none
// Pitfall:   searching both sides gives the right answer too, in O(n).
// Tested:    examples; as looking at every node, for all search trees to 8 nodes; a chain of
//            10⁶ nodes
#pragma once

#include "algorithms/trees/tree.h"

namespace graft::trees {

inline const Node* SearchInSearchTree(const Node* root, int value) {
  while (root != nullptr && root->value != value)
    root = value < root->value ? root->left : root->right;
  return root;
}

// The link to the node that has the value; if there is none, the null link that it would
// hang from.
inline Node** SearchLink(Node** link, int value) {
  while (*link != nullptr && (*link)->value != value)
    link = value < (*link)->value ? &(*link)->left : &(*link)->right;
  return link;
}

}  // namespace graft::trees

// DeleteFromSearchTree: the node that has a value is cut off.
//
// Source:    LeetCode 450 "Delete Node in a BST", 删除二叉搜索树中的节点
// Idea:      with one child the child takes the node's place; with two the successor does, the
//            leftmost of the right subtree, which has no left child and so is easily cut out.
//            (Hibbard, 1962.)
// Contract:  a search tree of different values; returns the new root. A value that it does not
//            have changes nothing. The node that is cut off keeps its links.
// Invariant: none
// Time:      O(h), h the depth
// Space:     O(1)
// Overflow:  none
// Pitfall:   copying the successor's value instead of moving its node breaks whoever points to it.
// Tested:    examples; the values of all search trees to 8 nodes without each value, no other
//            node changed its value; in a chain of 10⁶ nodes
#pragma once

#include "algorithms/trees/bst/search_in_search_tree.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

// A search tree of all nodes of this one but its root.
inline Node* WithoutRoot(Node* root) {
  if (root->left == nullptr) return root->right;
  if (root->right == nullptr) return root->left;
  Node** link = &root->right;
  while ((*link)->left != nullptr) link = &(*link)->left;
  Node* successor = *link;
  *link = successor->right;
  successor->left = root->left;
  successor->right = root->right;
  return successor;
}

}  // namespace internal

inline Node* DeleteFromSearchTree(Node* root, int value) {
  Node** link = SearchLink(&root, value);
  if (*link != nullptr) *link = internal::WithoutRoot(*link);
  return root;
}

}  // namespace graft::trees

// FlattenToList: a tree becomes the list of its nodes in preorder, linked to the right.
//
// Source:    LeetCode 114 "Flatten Binary Tree to Linked List", 二叉树展开为链表
// Idea:      what follows the left subtree in preorder is the right one: hang it below the last
//            node of the left one, its rightmost, and put the left one where it was.
// Contract:  any tree; returns its root. The left links are null then.
// Invariant: the nodes before node are a list, and the preorder of the whole is as it was
// Time:      O(n): each link is walked at most twice
// Space:     O(1)
// Overflow:  none
// Pitfall:   a recursion that links a node before it has kept the right child loses it.
// Tested:    examples; the same nodes in preorder for all trees to 8 nodes; chains of 10⁶ nodes
#pragma once

#include "algorithms/trees/tree.h"

namespace graft::trees {

inline Node* FlattenToList(Node* root) {
  for (Node* node = root; node != nullptr; node = node->right) {
    if (node->left == nullptr) continue;
    Node* last = node->left;
    while (last->right != nullptr) last = last->right;
    last->right = node->right;
    node->right = node->left;
    node->left = nullptr;
  }
  return root;
}

}  // namespace graft::trees

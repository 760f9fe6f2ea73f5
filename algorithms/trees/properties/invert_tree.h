// InvertTree: the mirror image of a tree, in place.
//
// Source:    LeetCode 226 "Invert Binary Tree", 翻转二叉树
// Idea:      swap the two children of every node, in any order of the nodes. Each swap moves
//            whole subtrees, and what happens inside of them does not depend on where they hang.
// Contract:  any tree; returns its root, which stays the root.
// Invariant: the stack holds the roots of the subtrees that are not inverted yet
// Time:      O(n)
// Space:     O(h) of the call stack, h the depth; iteratively O(h) of a stack
// Overflow:  none
// Pitfall:   a chain of 10⁶ nodes is deeper than the call stack: invert it iteratively.
//            In inorder one side is swapped twice: after the swap the other one is on the right.
// Tested:    examples; routes with left and right exchanged, and twice is as it was, for all
//            trees to 8 nodes; both ways alike; a chain of 10⁶ nodes
#pragma once

#include <utility>
#include <vector>

#include "algorithms/trees/tree.h"

namespace graft::trees {

inline Node* InvertTree(Node* root) {
  if (root == nullptr) return nullptr;
  std::swap(root->left, root->right);
  InvertTree(root->left);
  InvertTree(root->right);
  return root;
}

inline Node* InvertTreeIteratively(Node* root) {
  std::vector<Node*> stack = {root};
  while (!stack.empty()) {
    Node* node = stack.back();
    stack.pop_back();
    if (node == nullptr) continue;
    std::swap(node->left, node->right);
    stack.push_back(node->left);
    stack.push_back(node->right);
  }
  return root;
}

}  // namespace graft::trees

// LowestCommonAncestor: the deepest node that has both of two nodes in its subtree.
//
// Source:    LeetCode 236 "Lowest Common Ancestor of a Binary Tree", 二叉树的最近公共祖先
// Idea:      postorder: a subtree answers with the one it holds, and the first node that gets
//            an answer from both sides lies between them. A node that is one of the two answers
//            with itself, and need not look below.
// Contract:  p and q are nodes of the tree; they may be the same. A node is its own ancestor.
// Invariant: a call returns the ancestor if its subtree holds both, the one if it holds one,
//            null if it holds neither
// Time:      O(n); checking the contract in debug builds is O(n) too
// Space:     O(h) of the call stack, h the depth
// Overflow:  none
// Pitfall:   recursive: a chain of 10⁶ nodes is deeper than the call stack. With a node that is
//            not there the other one would be the answer.
// Tested:    examples; common prefixes of the routes, for all pairs in all trees to 7 nodes;
//            either order; death test of a node that is not there
#pragma once

#include "algorithms/precondition.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

inline bool HoldsNode(const Node* root, const Node* node) {
  return root != nullptr &&
         (root == node || HoldsNode(root->left, node) || HoldsNode(root->right, node));
}

inline const Node* AncestorOrOne(const Node* root, const Node* p, const Node* q) {
  if (root == nullptr || root == p || root == q) return root;
  const Node* left = AncestorOrOne(root->left, p, q);
  const Node* right = AncestorOrOne(root->right, p, q);
  if (left != nullptr && right != nullptr) return root;
  return left != nullptr ? left : right;
}

}  // namespace internal

inline const Node* LowestCommonAncestor(const Node* root, const Node* p,
                                        const Node* q) {
  PRECONDITION(internal::HoldsNode(root, p) && internal::HoldsNode(root, q));
  return internal::AncestorOrOne(root, p, q);
}

}  // namespace graft::trees

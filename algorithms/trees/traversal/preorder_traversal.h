// PreorderTraversal: each node before its subtrees, the left one first.
//
// Source:    LeetCode 144 "Binary Tree Preorder Traversal", 二叉树的前序遍历
// Idea:      go left and keep the right children passed: they are what is still to be walked.
// Contract:  any tree.
// Invariant: the stack holds the right children of nodes already visited whose turn is yet to
//            come, the nearest on top
// Time:      O(n)
// Space:     O(h): at most one pending child a level; recursive: h calls
// Overflow:  none
// Pitfall:   the stack of the two-pushes form (right, then left) is the same one level larger.
// Tested:    recursive = iterative for all trees to 8 nodes; chains of 10⁶ nodes
#pragma once

#include <vector>

#include "algorithms/trees/traversal/walk_range.h"

namespace graft::trees {

template <class Visit>
void PreorderRecursive(const Node* root, Visit&& visit) {
  if (root == nullptr) return;
  visit(root);
  PreorderRecursive(root->left, visit);
  PreorderRecursive(root->right, visit);
}

class PreorderCursor {
 public:
  explicit PreorderCursor(const Node* root) : node_(root) {}

  const Node* node() const { return node_; }

  void Advance() {
    if (node_->right != nullptr) pending_.push_back(node_->right);
    node_ = node_->left;
    if (node_ != nullptr || pending_.empty()) return;
    node_ = pending_.back();
    pending_.pop_back();
  }

 private:
  const Node* node_;
  std::vector<const Node*> pending_;
};

using PreOrder = WalkRange<PreorderCursor>;

inline std::vector<int> PreorderTraversal(const Node* root) {
  return ValuesOf(PreOrder(root));
}

}  // namespace graft::trees

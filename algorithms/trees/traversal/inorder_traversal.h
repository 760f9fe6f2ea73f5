// InorderTraversal: each node after its left subtree and before its right one.
//
// Source:    LeetCode 94 "Binary Tree Inorder Traversal", 二叉树的中序遍历
// Idea:      the nodes on the way down to the left wait on a stack; the top is the next one.
// Contract:  any tree; of a search tree the values come in order.
// Invariant: the stack holds the nodes whose left subtree is being walked, and on top the node
//            whose turn it is
// Time:      O(n); a step is O(1) amortised, O(h) at worst
// Space:     O(h); recursive: h calls
// Overflow:  none
// Pitfall:   after a node go to its right child, then left as far as it goes: not left again
//            from the node itself, which never ends.
// Tested:    recursive = iterative for all trees to 8 nodes; chains of 10⁶ nodes
#pragma once

#include <vector>

#include "algorithms/trees/traversal/walk_range.h"

namespace graft::trees {

template <class Visit>
void InorderRecursive(const Node* root, Visit&& visit) {
  if (root == nullptr) return;
  InorderRecursive(root->left, visit);
  visit(root);
  InorderRecursive(root->right, visit);
}

class InorderCursor {
 public:
  explicit InorderCursor(const Node* root) { GoLeft(root); }

  const Node* node() const { return waiting_.empty() ? nullptr : waiting_.back(); }

  void Advance() {
    const Node* done = waiting_.back();
    waiting_.pop_back();
    GoLeft(done->right);
  }

 private:
  void GoLeft(const Node* node) {
    for (; node != nullptr; node = node->left) waiting_.push_back(node);
  }

  std::vector<const Node*> waiting_;
};

using InOrder = WalkRange<InorderCursor>;

inline std::vector<int> InorderTraversal(const Node* root) {
  return ValuesOf(InOrder(root));
}

}  // namespace graft::trees

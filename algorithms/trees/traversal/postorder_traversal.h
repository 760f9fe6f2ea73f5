// PostorderTraversal: each node after both its subtrees.
//
// Source:    LeetCode 145 "Binary Tree Postorder Traversal", 二叉树的后序遍历
// Idea:      keep the whole way from the root; coming back up from a left child, the right
//            subtree is next, coming back from a right child, the node itself.
// Contract:  any tree.
// Invariant: the path holds the node whose turn it is, on top, and its ancestors
// Time:      O(n); a step is O(1) amortised, O(h) at worst
// Space:     O(h); recursive: h calls
// Overflow:  none
// Pitfall:   reversing a preorder with children swapped gives the same list, but only once all
//            of it is there: no walk, and O(n) space.
// Tested:    recursive = iterative for all trees to 8 nodes; chains of 10⁶ nodes
#pragma once

#include <vector>

#include "algorithms/trees/traversal/walk_range.h"

namespace graft::trees {

template <class Visit>
void PostorderRecursive(const Node* root, Visit&& visit) {
  if (root == nullptr) return;
  PostorderRecursive(root->left, visit);
  PostorderRecursive(root->right, visit);
  visit(root);
}

class PostorderCursor {
 public:
  explicit PostorderCursor(const Node* root) { GoDown(root); }

  const Node* node() const { return path_.empty() ? nullptr : path_.back(); }

  void Advance() {
    const Node* done = path_.back();
    path_.pop_back();
    if (!path_.empty() && path_.back()->left == done) GoDown(path_.back()->right);
  }

 private:
  // To the first leaf below.
  void GoDown(const Node* node) {
    for (; node != nullptr; node = node->left != nullptr ? node->left : node->right)
      path_.push_back(node);
  }

  std::vector<const Node*> path_;
};

using PostOrder = WalkRange<PostorderCursor>;

inline std::vector<int> PostorderTraversal(const Node* root) {
  return ValuesOf(PostOrder(root));
}

}  // namespace graft::trees

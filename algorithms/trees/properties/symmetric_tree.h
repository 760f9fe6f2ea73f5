// SymmetricTree: whether a tree is its own mirror image.
//
// Source:    LeetCode 101 "Symmetric Tree", 对称二叉树
// Idea:      walk both halves at once, one to the left where the other goes to the right: the
//            outer children must mirror each other, and the inner ones.
// Contract:  any tree; an empty one is symmetric.
// Invariant: the tree is symmetric if the two of each pair on the stack mirror each other
// Time:      O(n)
// Space:     O(h), h the depth
// Overflow:  none
// Pitfall:   values in inorder that read the same backwards do not make a symmetric tree.
// Tested:    examples; every route has its mirror image, for all trees to 7 nodes of two values
#pragma once

#include <utility>
#include <vector>

#include "algorithms/trees/tree.h"

namespace graft::trees {

inline bool SymmetricTree(const Node* root) {
  if (root == nullptr) return true;
  std::vector<std::pair<const Node*, const Node*>> pairs = {{root->left, root->right}};
  while (!pairs.empty()) {
    const auto [a, b] = pairs.back();
    pairs.pop_back();
    if (a == nullptr && b == nullptr) continue;
    if (a == nullptr || b == nullptr || a->value != b->value) return false;
    pairs.emplace_back(a->left, b->right);
    pairs.emplace_back(a->right, b->left);
  }
  return true;
}

}  // namespace graft::trees

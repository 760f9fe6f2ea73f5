// MergeTrees: one tree laid over another; where both have a node their values are added.
//
// Source:    LeetCode 617 "Merge Two Binary Trees", 合并二叉树
// Idea:      walk both trees in step, and let a missing node count as 0: so one case is left,
//            a new node wherever at least one tree has one.
// Contract:  any two trees, which stay as they are; the result shares no node with them. The
//            sums fit an int.
// Invariant: each call merges the subtrees at the same place of both trees
// Time:      O(n + m)
// Space:     O(h) of the call stack, h the greater depth, beside the new tree
// Overflow:  a sum beyond 32 bits breaks the contract
// Pitfall:   recursive: a chain of 10⁶ nodes is deeper than the call stack. Hanging nodes of
//            one tree into another makes both own them.
// Tested:    examples; union of the routes, for all pairs of trees to 5 nodes; either order; the
//            empty tree; death test of overflow
#pragma once

#include <cstdint>
#include <utility>

#include "algorithms/precondition.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

inline Node* NewMerged(Tree& tree, const Node* a, const Node* b) {
  if (a == nullptr && b == nullptr) return nullptr;
  const Node missing;
  const Node& over = a == nullptr ? missing : *a;
  const Node& under = b == nullptr ? missing : *b;
  const int64_t sum = int64_t{over.value} + under.value;
  PRECONDITION(std::in_range<int>(sum));
  Node* node = tree.New(static_cast<int>(sum));
  node->left = NewMerged(tree, over.left, under.left);
  node->right = NewMerged(tree, over.right, under.right);
  return node;
}

}  // namespace internal

inline Tree MergeTrees(const Node* a, const Node* b) {
  Tree tree;
  tree.root = internal::NewMerged(tree, a, b);
  return tree;
}

}  // namespace graft::trees

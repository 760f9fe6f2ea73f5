// KthSmallest: the value that k - 1 others are less than.
//
// Source:    LeetCode 230 "Kth Smallest Element in a BST", 二叉搜索树中第 K 小的元素
// Idea:      inorder is ascending: its k-th value, and the walk stops there.
// Contract:  a search tree, 1 ≤ k ≤ its number of nodes.
// Invariant: k values are still to come, the last of them is the answer
// Time:      O(h + k), h the depth
// Space:     O(h)
// Overflow:  none
// Pitfall:   asked often, the size of each subtree kept in its root makes it O(h).
// Tested:    examples; the k-th of the values, for all search trees to 8 nodes and all k; chains
//            of 10⁶ nodes; death tests of k out of range
#pragma once

#include "algorithms/precondition.h"
#include "algorithms/trees/bst/search_tree_iterator.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

inline int KthSmallest(const Node* root, int k) {
  PRECONDITION(k >= 1);
  SearchTreeIterator inorder(root);
  for (; k > 1 && inorder.HasNext(); --k) inorder.Next();
  PRECONDITION(inorder.HasNext());  // k is at most the number of nodes
  return inorder.Next();
}

}  // namespace graft::trees

// ValidateSearchTree: whether a tree is a search tree of different values.
//
// Source:    LeetCode 98 "Validate Binary Search Tree", 验证二叉搜索树
// Idea:      a search tree is a tree whose inorder ascends: one look at each pair of neighbours.
// Contract:  any tree; an empty one is a search tree. Equal values are not allowed.
// Invariant: the values so far ascend, and previous is the last of them
// Time:      O(n)
// Space:     O(h), h the depth
// Overflow:  none: no sentinel stands before the first value, which may be the least int
// Pitfall:   to compare each node with its children is not enough: [5,4,6,null,null,3,7].
// Tested:    examples; every node against all below it, for all trees to 5 nodes of four values;
//            extreme values; chains of 10⁶ nodes
#pragma once

#include "algorithms/trees/bst/search_tree_iterator.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

inline bool ValidateSearchTree(const Node* root) {
  SearchTreeIterator inorder(root);
  if (!inorder.HasNext()) return true;
  for (int previous = inorder.Next(); inorder.HasNext();) {
    const int value = inorder.Next();
    if (value <= previous) return false;
    previous = value;
  }
  return true;
}

}  // namespace graft::trees

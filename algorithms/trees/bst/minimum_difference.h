// MinimumDifference: the least difference between two values of a search tree.
//
// Source:    LeetCode 530 "Minimum Absolute Difference in BST", 二叉搜索树的最小绝对差; LeetCode 783 "Minimum Distance Between BST Nodes", 二叉搜索树节点最小距离
// Idea:      in ascending order the closest two are neighbours, and inorder is ascending.
// Contract:  a search tree of at least two nodes.
// Invariant: least is the least difference of two values so far, previous the last of them
// Time:      O(n)
// Space:     O(h), h the depth
// Overflow:  differences of ints need 33 bits: they are int64_t
// Pitfall:   the closest two need not be parent and child.
// Tested:    examples; all pairs, for all search trees to 8 nodes with gaps of many sizes; extreme
//            values; a chain of 10⁶ nodes; death tests of one node and of what is no search tree
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include "algorithms/precondition.h"
#include "algorithms/trees/bst/search_tree_iterator.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

inline int64_t MinimumDifference(const Node* root) {
  PRECONDITION(root != nullptr && (root->left != nullptr || root->right != nullptr));
  SearchTreeIterator inorder(root);
  int64_t least = std::numeric_limits<int64_t>::max();
  for (int64_t previous = inorder.Next(); inorder.HasNext();) {
    const int64_t value = inorder.Next();
    PRECONDITION(previous <= value);
    least = std::min(least, value - previous);
    previous = value;
  }
  return least;
}

}  // namespace graft::trees

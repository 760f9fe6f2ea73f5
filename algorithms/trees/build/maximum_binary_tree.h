// MaximumBinaryTree: the largest value is the root, and what stands beside it its subtrees.
//
// Source:    LeetCode 654 "Maximum Binary Tree", 最大二叉树
// Idea:      keep the right spine on a stack of falling values: a new value takes the smaller
//            ones off, they become its left subtree, and it hangs to the right of the first
//            larger one. Each value enters and leaves once. (A Cartesian tree: Vuillemin, 1980.)
// Contract:  any values; of equal ones the leftmost is the ancestor.
// Invariant: the tree of the values so far is right, and the stack is its right spine
// Time:      O(n); by looking for each maximum O(n²) if the values are sorted
// Space:     O(n)
// Overflow:  none
// Pitfall:   the last value taken off is the left child: it has the others on its right.
// Tested:    examples; by the definition for all arrays to 7 values over {0, 1, 2, 3}; a chain of
//            10⁶ nodes
#pragma once

#include <vector>

#include "algorithms/trees/tree.h"

namespace graft::trees {

inline Tree MaximumBinaryTree(const std::vector<int>& values) {
  Tree tree;
  std::vector<Node*> spine;
  for (const int value : values) {
    Node* node = tree.New(value);
    for (; !spine.empty() && spine.back()->value < value; spine.pop_back())
      node->left = spine.back();
    (spine.empty() ? tree.root : spine.back()->right) = node;
    spine.push_back(node);
  }
  return tree;
}

}  // namespace graft::trees

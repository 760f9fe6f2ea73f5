// FromPreorderInorder: the tree with these two traversals.
//
// Source:    LeetCode 105 "Construct Binary Tree from Preorder and Inorder Traversal", 从前序与中序遍历序列构造二叉树
// Idea:      preorder goes on to the left until inorder names the node on top of the stack: there
//            is nothing more to its left, it leaves the stack, and the next value is on the
//            right of the last node that left. No index, no copies of parts, no recursion.
// Contract:  the traversals of one tree of different values.
// Invariant: the stack holds the nodes that inorder has not named yet, the deepest on top; the
//            next value of preorder belongs at link
// Time:      O(n)
// Space:     O(h) beside the tree, h the depth
// Overflow:  none
// Pitfall:   equal values make it ambiguous: [1,1] and [1,1] have two trees.
// Tested:    examples; gives back every tree to 8 nodes from its traversals; chains of 10⁶
//            nodes; death tests of duplicates and of traversals that do not match
#pragma once

#include <algorithm>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

inline bool AllDifferent(std::vector<int> values) {
  std::sort(values.begin(), values.end());
  return std::adjacent_find(values.begin(), values.end()) == values.end();
}

// `first` is the child that preorder visits first.
template <class Iterator>
Tree FromPreorderInorder(Iterator preorder, Iterator preorder_end, Iterator inorder,
                         Node* Node::*first, Node* Node::*second) {
  Tree tree;
  Node** link = &tree.root;
  std::vector<Node*> path;
  for (; preorder != preorder_end; ++preorder) {
    *link = tree.New(*preorder);
    path.push_back(*link);
    link = &(path.back()->*first);
    for (; !path.empty() && path.back()->value == *inorder; ++inorder) {
      link = &(path.back()->*second);
      path.pop_back();
    }
  }
  PRECONDITION(path.empty());  // inorder has named every node
  return tree;
}

}  // namespace internal

inline Tree FromPreorderInorder(const std::vector<int>& preorder,
                                const std::vector<int>& inorder) {
  PRECONDITION(preorder.size() == inorder.size());
  PRECONDITION(internal::AllDifferent(preorder));
  return internal::FromPreorderInorder(preorder.begin(), preorder.end(),
                                       inorder.begin(), &Node::left, &Node::right);
}

}  // namespace graft::trees

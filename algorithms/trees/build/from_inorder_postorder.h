// FromInorderPostorder: the tree with these two traversals.
//
// Source:    LeetCode 106 "Construct Binary Tree from Inorder and Postorder Traversal", 从中序与后序遍历序列构造二叉树
// Idea:      read backwards, postorder is the preorder of the mirror image, and inorder its
//            inorder: build from these with left and right exchanged.
// Contract:  the traversals of one tree of different values.
// Invariant: as FromPreorderInorder
// Time:      O(n)
// Space:     O(h) beside the tree, h the depth
// Overflow:  none
// Pitfall:   by recursion the right subtree must be built first: its root comes next from the
//            back of postorder.
// Tested:    examples; gives back every tree to 8 nodes from its traversals; chains of 10⁶
//            nodes; death tests of duplicates and of traversals that do not match
#pragma once

#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/trees/build/from_preorder_inorder.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

inline Tree FromInorderPostorder(const std::vector<int>& inorder,
                                 const std::vector<int>& postorder) {
  PRECONDITION(inorder.size() == postorder.size());
  PRECONDITION(internal::AllDifferent(postorder));
  return internal::FromPreorderInorder(postorder.rbegin(), postorder.rend(),
                                       inorder.rbegin(), &Node::right, &Node::left);
}

}  // namespace graft::trees

// FromPreorderPostorder: a tree with these two traversals; an only child is a left one.
//
// Source:    LeetCode 889 "Construct Binary Tree from Preorder and Postorder Traversal", 根据前序和后序遍历构造二叉树
// Idea:      preorder names a node when its subtree begins, postorder when it ends: together they
//            are opening and closing brackets, and a stack of the open nodes knows each parent.
// Contract:  the traversals of one tree of different values. They do not tell the side of an
//            only child: of the trees that have them, the one without an only right child.
// Invariant: the stack holds the way from the root to the node whose subtree is being read
// Time:      O(n)
// Space:     O(h) beside the tree, h the depth
// Overflow:  none
// Pitfall:   the answer is unique only where no node has an only child.
// Tested:    examples; the traversals of every tree to 8 nodes come back, and the tree where it
//            has no only right child; a chain of 10⁶ nodes; death tests
#pragma once

#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/trees/build/from_preorder_inorder.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

inline void AddChild(Node* parent, Node* child) {
  PRECONDITION(parent->right == nullptr);
  (parent->left == nullptr ? parent->left : parent->right) = child;
}

}  // namespace internal

inline Tree FromPreorderPostorder(const std::vector<int>& preorder,
                                  const std::vector<int>& postorder) {
  PRECONDITION(preorder.size() == postorder.size());
  PRECONDITION(internal::AllDifferent(preorder));
  Tree tree;
  std::vector<Node*> path;
  auto closing = postorder.begin();
  for (const int value : preorder) {
    Node* node = tree.New(value);
    PRECONDITION(tree.root == nullptr || !path.empty());  // one root
    if (path.empty())
      tree.root = node;
    else
      internal::AddChild(path.back(), node);
    path.push_back(node);
    for (; !path.empty() && path.back()->value == *closing; ++closing) path.pop_back();
  }
  PRECONDITION(path.empty());  // postorder has closed every node
  return tree;
}

}  // namespace graft::trees

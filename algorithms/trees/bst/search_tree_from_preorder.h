// SearchTreeFromPreorder: the search tree that has this preorder.
//
// Source:    LeetCode 1008 "Construct Binary Search Tree from Preorder Traversal", 前序遍历构造二叉搜索树
// Idea:      a value less than the one before is its left child; a greater one is the right child
//            of the last ancestor that it exceeds, and whatever follows must exceed that
//            ancestor too. A stack finds it, a bound tells when no search tree goes on so.
// Contract:  the preorder of a search tree of different values. Append returns false, and the
//            tree is of no use any more, if no search tree has the values so far in preorder.
// Invariant: the stack holds, falling to its top, the nodes whose right subtree has not begun;
//            all values to come are greater than lower_
// Time:      O(n): each node enters and leaves the stack once; by insertion O(n · h)
// Space:     O(h) beside the tree, h the depth
// Overflow:  lower_ is int64_t: the first value may be the least int
// Pitfall:   not every sequence is a preorder: after 2, 3 nothing below 2 may follow.
// Tested:    examples; gives back all search trees to 8 nodes; the permutations of 7 that are
//            refused are those that no search tree has; chains of 10⁶ nodes; death tests
#pragma once

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

class SearchTreePreorder {
 public:
  bool Append(int value) {
    Node** link = path_.empty() ? &tree.root : &path_.back()->left;
    for (; !path_.empty() && path_.back()->value <= value; path_.pop_back()) {
      link = &path_.back()->right;
      lower_ = path_.back()->value;
    }
    if (value <= lower_) return false;  // an equal ancestor is the bound now
    path_.push_back(*link = tree.New(value));
    return true;
  }

  Tree tree;

 private:
  std::vector<Node*> path_;
  int64_t lower_ = std::numeric_limits<int64_t>::min();
};

inline Tree SearchTreeFromPreorder(const std::vector<int>& values) {
  SearchTreePreorder preorder;
  for (const int value : values) {
    [[maybe_unused]] const bool goes_on = preorder.Append(value);
    PRECONDITION(goes_on);
  }
  return std::move(preorder.tree);
}

}  // namespace graft::trees

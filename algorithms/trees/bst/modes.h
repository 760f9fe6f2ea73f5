// Modes: the values that a search tree with equal values holds most often.
//
// Source:    LeetCode 501 "Find Mode in Binary Search Tree", 二叉搜索树中的众数
// Idea:      inorder brings equal values together as runs: a first walk finds the longest run, a
//            second one the values that have one as long. No table of counts.
// Contract:  a search tree where equal values may stand on either side; the modes ascend, and an
//            empty tree has none.
// Invariant: length is how often the value of the current run has been seen
// Time:      O(n)
// Space:     O(h), h the depth, beside the answer
// Overflow:  none
// Pitfall:   the last run ends with the tree: it must be looked at too.
// Tested:    examples; a table of counts, for all small trees whose inorder does not descend;
//            a chain of 10⁶ nodes; death test of a tree that is no search tree
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/trees/bst/search_tree_iterator.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

// Calls visit(value, length) for each run of equal values in order.
template <class Visit>
void ForEachRun(const Node* root, Visit visit) {
  SearchTreeIterator inorder(root);
  if (!inorder.HasNext()) return;
  int value = inorder.Next(), length = 1;
  while (inorder.HasNext()) {
    const int next = inorder.Next();
    PRECONDITION(value <= next);
    if (next != value) visit(value, std::exchange(length, 0));
    value = next;
    ++length;
  }
  visit(value, length);
}

}  // namespace internal

inline std::vector<int> Modes(const Node* root) {
  int longest = 0;
  internal::ForEachRun(root,
                       [&](int, int length) { longest = std::max(longest, length); });
  std::vector<int> modes;
  internal::ForEachRun(root, [&](int value, int length) {
    if (length == longest) modes.push_back(value);
  });
  return modes;
}

}  // namespace graft::trees

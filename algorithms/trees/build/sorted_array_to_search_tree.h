// SortedArrayToSearchTree: a search tree of least depth from values that are sorted.
//
// Source:    LeetCode 108 "Convert Sorted Array to Binary Search Tree", 将有序数组转换为二叉搜索树; LeetCode 109 "Convert Sorted List to Binary Search Tree", 有序链表转换二叉搜索树
// Idea:      a search tree's inorder is sorted, so make the nodes in inorder: half of the values
//            become the left subtree, the next is the root, the rest the right one. Each is read
//            once and in turn, hence a list is as good as an array.
// Contract:  strictly ascending values of any forward range. The sizes of two siblings differ by
//            at most one, the left one is the larger.
// Invariant: a call of n has made a tree of the next n values, and left next behind them
// Time:      O(n); finding the middle of a list each time would be O(n log n)
// Space:     O(log n) of the call stack
// Overflow:  none
// Pitfall:   of an even number of values two are in the middle: either is right.
// Tested:    examples; order, sizes and depth to 200 values; lists as arrays; death test
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <ranges>

#include "algorithms/precondition.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

template <class Iterator>
Node* NextToSearchTree(Tree& tree, Iterator& next, std::ptrdiff_t n) {
  if (n == 0) return nullptr;
  Node* left = NextToSearchTree(tree, next, n / 2);
  Node* root = tree.New(*next++, left);
  root->right = NextToSearchTree(tree, next, n - 1 - n / 2);
  return root;
}

}  // namespace internal

template <std::ranges::forward_range Values>
Tree SortedArrayToSearchTree(const Values& values) {
  PRECONDITION(std::ranges::adjacent_find(values, std::greater_equal<>()) ==
               std::ranges::end(values));
  Tree tree;
  auto next = std::ranges::begin(values);
  tree.root = internal::NextToSearchTree(tree, next, std::ranges::distance(values));
  return tree;
}

}  // namespace graft::trees

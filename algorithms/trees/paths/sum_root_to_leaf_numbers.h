// SumRootToLeafNumbers: the sum of the numbers whose digits stand on the ways to the leaves.
//
// Source:    LeetCode 129 "Sum Root to Leaf Numbers", 求根节点到叶节点数字之和
// Idea:      preorder, with the number so far as an argument: one more digit makes it ten times
//            as large, and leaving a node needs no undoing.
// Contract:  values are 0 … 9; numbers and sum are below 2⁶³. An empty tree has the sum 0.
// Invariant: number is that of the digits above the node of a call
// Time:      O(n)
// Space:     O(h) of the call stack, h the depth
// Overflow:  checked: a number or a sum beyond 2⁶³ breaks the contract
// Pitfall:   a node with one child ends no number; returning number at null counts a leaf twice.
// Tested:    examples; the digits on the ways, for all trees to 6 nodes of three values; the
//            largest number; death tests of other values and of longer numbers
#pragma once

#include <cstdint>
#include <limits>

#include "algorithms/precondition.h"
#include "algorithms/trees/properties/leaf.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

inline void AddLeafNumbers(const Node* root, int64_t number, int64_t& sum) {
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  if (root == nullptr) return;
  PRECONDITION(root->value >= 0 && root->value <= 9);
  PRECONDITION(number <= (kMax - root->value) / 10);
  number = 10 * number + root->value;
  if (IsLeaf(root)) {
    PRECONDITION(sum <= kMax - number);
    sum += number;
  }
  AddLeafNumbers(root->left, number, sum);
  AddLeafNumbers(root->right, number, sum);
}

}  // namespace internal

inline int64_t SumRootToLeafNumbers(const Node* root) {
  int64_t sum = 0;
  internal::AddLeafNumbers(root, 0, sum);
  return sum;
}

}  // namespace graft::trees

// CountCompleteTreeNodes: the size of a complete tree, by looking at few of its nodes.
//
// Source:    LeetCode 222 "Count Complete Tree Nodes", 完全二叉树的节点个数
// Idea:      number the nodes in level order from 1: the bits of a number, below its first,
//            are the turns of its route, and the numbers that exist are 1 … n. So n is the
//            last number of the last level that exists: a binary search there.
// Contract:  every level is full but the last, which is filled from the left; may be empty.
//            Of any other tree the result means nothing.
// Invariant: the first number of the last level exists, none behind that level does
// Time:      O(log² n): log n numbers, each a way down
// Space:     O(1)
// Overflow:  64 bits; a tree that is complete has at most 62 levels in any memory
// Pitfall:   full is not complete: comparing the left and the right edge finds full trees only.
// Tested:    examples; complete trees of 0 … 300 and of 10⁶ nodes; death test of a chain
#pragma once

#include <bit>
#include <cstdint>

#include "algorithms/precondition.h"
#include "algorithms/search/first_true.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

// The node with this number in level order, from 1; null if there is none.
inline const Node* NodeNumbered(const Node* root, uint64_t number) {
  for (int bit = std::bit_width(number) - 2; bit >= 0 && root != nullptr; --bit)
    root = (number >> bit & 1) == 0 ? root->left : root->right;
  return root;
}

}  // namespace internal

inline int64_t CountCompleteTreeNodes(const Node* root) {
  int levels = 0;
  for (const Node* node = root; node != nullptr; node = node->left) ++levels;
  if (levels == 0) return 0;
  PRECONDITION(levels <= 62);
  const int64_t first = int64_t{1} << (levels - 1);  // of the last level
  return search::LastTrue(first, 2 * first - 1, [root](int64_t number) {
    return internal::NodeNumbered(root, number) != nullptr;
  });
}

}  // namespace graft::trees

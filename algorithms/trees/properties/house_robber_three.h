// HouseRobberThree: the greatest sum of nodes no two of which are parent and child.
//
// Source:    LeetCode 337 "House Robber III", 打家劫舍 III
// Idea:      a pair of answers for every subtree, with its root and without it: with it both
//            children are left out, without it each child does what is best for itself.
// Contract:  any tree; taking nothing gives 0, so negative values are left alone.
// Invariant: each call returns both best sums of its subtree
// Time:      O(n)
// Space:     O(h) of the call stack, h the depth
// Overflow:  none: sums have 64 bits
// Pitfall:   recursive: a chain of 10⁶ nodes is deeper than the call stack. Taking every other
//            level is not best: two nodes left out may follow one another.
// Tested:    examples; all subsets of nodes, for all trees to 6 nodes of three values; extremes
#pragma once

#include <algorithm>
#include <cstdint>

#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

struct Loot {
  int64_t with_root = 0, without_root = 0;
  int64_t Best() const { return std::max(with_root, without_root); }
};

inline Loot LootOf(const Node* root) {
  if (root == nullptr) return {};
  const Loot left = LootOf(root->left), right = LootOf(root->right);
  return {root->value + left.without_root + right.without_root,
          left.Best() + right.Best()};
}

}  // namespace internal

inline int64_t HouseRobberThree(const Node* root) {
  return internal::LootOf(root).Best();
}

}  // namespace graft::trees

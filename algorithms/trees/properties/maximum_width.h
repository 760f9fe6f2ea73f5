// MaximumWidth: the widest level, from its first node to its last, gaps between them counted.
//
// Source:    LeetCode 662 "Maximum Width of Binary Tree", 二叉树最大宽度
// Idea:      the children of place p have the places 2p and 2p + 1. Places are counted from
//            the level's first node, so they grow with the width and not with the depth.
// Contract:  no level is wider than 2⁶²; an empty tree has the width 0.
// Invariant: level holds all nodes of this depth from left to right, with their places
// Time:      O(n)
// Space:     O(w), the most nodes in a level
// Overflow:  none within the contract: a chain has width 1 at any depth. Counted from the
//            left edge, places would overflow at depth 64.
// Pitfall:   gaps before the first and behind the last node do not count.
// Tested:    examples; routes as numbers, for all trees to 8 nodes; a chain of 10⁶ nodes; the
//            widest arms, death test of wider ones
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

inline int64_t MaximumWidth(const Node* root) {
  using Placed = std::pair<const Node*, int64_t>;
  std::vector<Placed> level;
  if (root != nullptr) level.emplace_back(root, 0);
  int64_t widest = 0;
  while (!level.empty()) {
    const int64_t first = level.front().second;
    const int64_t gaps = level.back().second - first;
    PRECONDITION(gaps < int64_t{1} << 62);
    widest = std::max(widest, gaps + 1);
    std::vector<Placed> next;
    for (const auto& [node, place] : level) {
      const int64_t left = 2 * (place - first);
      if (node->left != nullptr) next.emplace_back(node->left, left);
      if (node->right != nullptr) next.emplace_back(node->right, left + 1);
    }
    level = std::move(next);
  }
  return widest;
}

}  // namespace graft::trees

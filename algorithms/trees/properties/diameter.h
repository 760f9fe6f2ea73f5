// Diameter: how many edges the longest way between any two nodes has.
//
// Source:    LeetCode 543 "Diameter of Binary Tree", 二叉树的直径
// Idea:      every way has a highest node, and the longest one through a node is as long as
//            both of its subtrees are deep: take the best while the depths are computed.
// Contract:  any tree; an empty one and a single node have the diameter 0.
// Invariant: longest is the best among the ways whose highest node is done
// Time:      O(n)
// Space:     O(h) of the call stack, h the depth
// Overflow:  none
// Pitfall:   recursive: a chain of 10⁶ nodes is deeper than the call stack. The longest way
//            need not pass the root. Edges are counted, not nodes.
// Tested:    examples; the distances of all pairs of nodes, for all trees to 8 nodes
#pragma once

#include <algorithm>

#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

inline int DepthNotingDiameter(const Node* root, int& longest) {
  if (root == nullptr) return 0;
  const int left = DepthNotingDiameter(root->left, longest);
  const int right = DepthNotingDiameter(root->right, longest);
  longest = std::max(longest, left + right);
  return 1 + std::max(left, right);
}

}  // namespace internal

inline int Diameter(const Node* root) {
  int longest = 0;
  internal::DepthNotingDiameter(root, longest);
  return longest;
}

}  // namespace graft::trees

// PathSum: whether some way from the root to a leaf has a given sum.
//
// Source:    LeetCode 112 "Path Sum", 路径总和
// Idea:      ask the children for what is left of the sum: at a leaf its value must be all.
// Contract:  any tree; an empty one has no way, so not even the sum 0.
// Invariant: the values above the node of a call and its target add up to the first target
// Time:      O(n)
// Space:     O(h) of the call stack, h the depth
// Overflow:  none for targets within ±2⁶²: the rest has 64 bits
// Pitfall:   recursive: a chain of 10⁶ nodes is deeper than the call stack. Values may be
//            negative: a rest below 0 is no reason to stop.
// Tested:    examples; the sums of all ways, for all trees to 6 nodes of three values; sums
//            beyond an int
#pragma once

#include <cstdint>

#include "algorithms/trees/properties/leaf.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

inline bool PathSum(const Node* root, int64_t target) {
  if (root == nullptr) return false;
  if (IsLeaf(root)) return root->value == target;
  const int64_t rest = target - root->value;
  return PathSum(root->left, rest) || PathSum(root->right, rest);
}

}  // namespace graft::trees

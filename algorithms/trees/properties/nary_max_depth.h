// NaryMaxDepth: how many nodes the longest way from the root of an N-ary tree down passes.
//
// Source:    LeetCode 559 "Maximum Depth of N-ary Tree", N 叉树的最大深度
// Idea:      postorder: a tree is one level deeper than the deepest of its children's trees.
// Contract:  any tree; an empty one has depth 0.
// Invariant: deepest is the greatest depth among the children seen so far
// Time:      O(n)
// Space:     O(h) of the call stack, h the depth
// Overflow:  none
// Pitfall:   recursive: a chain of 10⁶ nodes is deeper than the call stack.
// Tested:    examples; a depth without recursion, for all trees to 9 nodes
#pragma once

#include <algorithm>

#include "algorithms/trees/properties/nary_tree.h"

namespace graft::trees {

inline int NaryMaxDepth(const NaryNode* root) {
  if (root == nullptr) return 0;
  int deepest = 0;
  for (const NaryNode* child : root->children)
    deepest = std::max(deepest, NaryMaxDepth(child));
  return 1 + deepest;
}

}  // namespace graft::trees

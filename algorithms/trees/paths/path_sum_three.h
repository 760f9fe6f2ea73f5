// PathSumThree: how many ways down, from any node to any node below, have a given sum.
//
// Source:    LeetCode 437 "Path Sum III", 路径总和 III
// Idea:      prefix sums: a way that ends here has the sum of the root's way to here, less that
//            of the root's way to above its start. So count how many prefixes above are less
//            by the target.
// Contract:  any tree; a way has at least one node and only goes down.
// Invariant: seen counts the sums of the ways from the root to each node above the node of a
//            call, and the empty way's 0
// Time:      O(n) expected
// Space:     O(h) of the call stack and of the counts, h the depth
// Overflow:  none for targets within ±2⁶²: sums have 64 bits. Sums of 32 bits wrap around: five
//            values of 10⁹ and one can make a 0.
// Pitfall:   recursive: a chain of 10⁶ nodes is deeper than the call stack. Count before adding
//            the own prefix, or the target 0 finds empty ways.
// Tested:    examples; all pairs of nodes, for all trees to 6 nodes of three values
#pragma once

#include <cstdint>
#include <unordered_map>

#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

using SumCounts = std::unordered_map<int64_t, int64_t>;

// `above` is the sum of the values above the root.
inline int64_t CountPathsOfSum(const Node* root, int64_t above, int64_t target,
                               SumCounts& seen) {
  if (root == nullptr) return 0;
  const int64_t sum = above + root->value;
  const auto starts = seen.find(sum - target);
  int64_t paths = starts == seen.end() ? 0 : starts->second;
  ++seen[sum];
  paths += CountPathsOfSum(root->left, sum, target, seen);
  paths += CountPathsOfSum(root->right, sum, target, seen);
  if (--seen[sum] == 0) seen.erase(sum);
  return paths;
}

}  // namespace internal

inline int64_t PathSumThree(const Node* root, int64_t target) {
  internal::SumCounts seen = {{0, 1}};
  return internal::CountPathsOfSum(root, 0, target, seen);
}

}  // namespace graft::trees

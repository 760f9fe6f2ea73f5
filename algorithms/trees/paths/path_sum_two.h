// PathSumTwo: the values on every way from the root to a leaf that has a given sum.
//
// Source:    LeetCode 113 "Path Sum II", 路径总和 II
// Idea:      backtracking: one path grows on the way down and shrinks on the way up, and is
//            copied only where a leaf makes the sum complete.
// Contract:  any tree; from left to right.
// Invariant: path holds the values above the node of a call; they and its target add up to the
//            first target
// Time:      O(n + the size of the result), which may be O(n²)
// Space:     O(h) of the call stack and of the path, h the depth, beside the result
// Overflow:  none for targets within ±2⁶²: the rest has 64 bits
// Pitfall:   recursive: a chain of 10⁶ nodes is deeper than the call stack. Each push needs its
//            pop, also behind a leaf.
// Tested:    examples; all ways with that sum, for all trees to 6 nodes of three values
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/trees/properties/leaf.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

inline void AddPathsOfSum(const Node* root, int64_t target, std::vector<int>& path,
                          std::vector<std::vector<int>>& paths) {
  if (root == nullptr) return;
  path.push_back(root->value);
  if (IsLeaf(root) && root->value == target) paths.push_back(path);
  const int64_t rest = target - root->value;
  AddPathsOfSum(root->left, rest, path, paths);
  AddPathsOfSum(root->right, rest, path, paths);
  path.pop_back();
}

}  // namespace internal

inline std::vector<std::vector<int>> PathSumTwo(const Node* root, int64_t target) {
  std::vector<int> path;
  std::vector<std::vector<int>> paths;
  internal::AddPathsOfSum(root, target, path, paths);
  return paths;
}

}  // namespace graft::trees

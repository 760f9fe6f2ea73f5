// RootToLeafPaths: every way from the root to a leaf, written as "1->2->5".
//
// Source:    LeetCode 257 "Binary Tree Paths", 二叉树的所有路径
// Idea:      backtracking: one text serves all ways. A node adds itself on the way down, and
//            what it added is cut off on the way up.
// Contract:  any tree; from left to right.
// Invariant: when a call returns, path is as it was
// Time:      O(n + the length of the result)
// Space:     O(h) of the call stack and of the text, h the depth, beside the result
// Overflow:  none
// Pitfall:   recursive: a chain of 10⁶ nodes is deeper than the call stack. A node with one
//            child ends no path.
// Tested:    examples; the routes of the leaves, for all trees to 6 nodes of two values
#pragma once

#include <string>
#include <vector>

#include "algorithms/trees/properties/leaf.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

inline void AddPathTexts(const Node* root, std::string& path,
                         std::vector<std::string>& paths) {
  const size_t length = path.size();
  path += std::to_string(root->value);
  if (IsLeaf(root)) paths.push_back(path);
  path += "->";
  if (root->left != nullptr) AddPathTexts(root->left, path, paths);
  if (root->right != nullptr) AddPathTexts(root->right, path, paths);
  path.resize(length);
}

}  // namespace internal

inline std::vector<std::string> RootToLeafPaths(const Node* root) {
  std::vector<std::string> paths;
  std::string path;
  if (root != nullptr) internal::AddPathTexts(root, path, paths);
  return paths;
}

}  // namespace graft::trees

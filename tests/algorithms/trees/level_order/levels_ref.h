// The levels by their definition: each node in the list of its depth, as preorder meets them.
#pragma once

#include <vector>

#include "algorithms/trees/tree.h"

namespace graft::trees {

inline void CollectLevels(const Node* root, size_t depth,
                          std::vector<std::vector<int>>& levels) {
  if (root == nullptr) return;
  if (depth == levels.size()) levels.emplace_back();
  levels[depth].push_back(root->value);
  CollectLevels(root->left, depth + 1, levels);
  CollectLevels(root->right, depth + 1, levels);
}

inline std::vector<std::vector<int>> LevelsRef(const Node* root) {
  std::vector<std::vector<int>> levels;
  CollectLevels(root, 0, levels);
  return levels;
}

}  // namespace graft::trees

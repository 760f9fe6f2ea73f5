// Orders: a tree's values in preorder and in postorder, by the definition; ascending and
// descending values, the orders of chains.
#pragma once

#include <vector>

#include "algorithms/trees/tree.h"

namespace graft::trees {

inline void AppendPreorder(const Node* root, std::vector<int>& values) {
  if (root == nullptr) return;
  values.push_back(root->value);
  AppendPreorder(root->left, values);
  AppendPreorder(root->right, values);
}

inline std::vector<int> PreorderValues(const Node* root) {
  std::vector<int> values;
  AppendPreorder(root, values);
  return values;
}

inline void AppendPostorder(const Node* root, std::vector<int>& values) {
  if (root == nullptr) return;
  AppendPostorder(root->left, values);
  AppendPostorder(root->right, values);
  values.push_back(root->value);
}

inline std::vector<int> PostorderValues(const Node* root) {
  std::vector<int> values;
  AppendPostorder(root, values);
  return values;
}

// 1, 2, …, n.
inline std::vector<int> Ascending(int n) {
  std::vector<int> values;
  for (int value = 1; value <= n; ++value) values.push_back(value);
  return values;
}

inline std::vector<int> Descending(int n) {
  std::vector<int> values;
  for (int value = n; value >= 1; --value) values.push_back(value);
  return values;
}

}  // namespace graft::trees

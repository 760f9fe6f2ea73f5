// VerticalTraversal: the values column by column, a left child one column left of its parent.
//
// Source:    LeetCode 987 "Vertical Order Traversal of a Binary Tree", 二叉树的垂序遍历
// Idea:      write down (column, row, value) of each node; sorting them is the answer.
// Contract:  any tree. Within a column by row, within a place by value.
// Invariant: none
// Time:      O(n log n)
// Space:     O(n)
// Overflow:  columns lie within ±n
// Pitfall:   nodes of one place are ordered by value; those of one column and different rows
//            are not.
// Tested:    the definition, column by column, for all trees to 8 nodes
#pragma once

#include <algorithm>
#include <tuple>
#include <vector>

#include "algorithms/trees/tree.h"

namespace graft::trees {

inline std::vector<std::vector<int>> VerticalTraversal(const Node* root) {
  struct Place {
    int column, row;
    const Node* node;
  };
  std::vector<Place> places;
  if (root != nullptr) places.push_back({0, 0, root});
  for (size_t i = 0; i < places.size(); ++i) {
    const auto [column, row, node] = places[i];
    if (node->left != nullptr) places.push_back({column - 1, row + 1, node->left});
    if (node->right != nullptr) places.push_back({column + 1, row + 1, node->right});
  }
  std::ranges::sort(places, {}, [](const Place& place) {
    return std::tuple(place.column, place.row, place.node->value);
  });
  std::vector<std::vector<int>> columns;
  for (size_t i = 0; i < places.size(); ++i) {
    if (i == 0 || places[i].column != places[i - 1].column) columns.emplace_back();
    columns.back().push_back(places[i].node->value);
  }
  return columns;
}

}  // namespace graft::trees

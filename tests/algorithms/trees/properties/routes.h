// Routes: a tree as the set of its nodes' routes from the root: "" the root, "LR" the right
// child of its left child. Naive twins are written in it, since it knows no recursion.
//
// In the order of strings the routes are in preorder, those of one length from left to right.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "algorithms/trees/tree.h"

namespace graft::trees {

inline std::map<std::string, const Node*> NodesByRoute(const Node* root,
                                                       const std::string& route = "") {
  if (root == nullptr) return {};
  std::map<std::string, const Node*> nodes = {{route, root}};
  nodes.merge(NodesByRoute(root->left, route + 'L'));
  nodes.merge(NodesByRoute(root->right, route + 'R'));
  return nodes;
}

inline std::map<std::string, int> ValuesByRoute(const Node* root) {
  std::map<std::string, int> values;
  for (const auto& [route, node] : NodesByRoute(root)) values[route] = node->value;
  return values;
}

// Only those of the leaves: routes that no other one goes on from.
inline std::map<std::string, const Node*> LeavesByRoute(const Node* root) {
  const auto nodes = NodesByRoute(root);
  auto leaves = nodes;
  std::erase_if(leaves, [&nodes](const auto& leaf) {
    return nodes.contains(leaf.first + 'L') || nodes.contains(leaf.first + 'R');
  });
  return leaves;
}

// The values on the way to each leaf, from left to right.
inline std::vector<std::vector<int>> ValuesToLeaves(const Node* root) {
  const auto nodes = NodesByRoute(root);
  std::vector<std::vector<int>> ways;
  for (const auto& [route, leaf] : LeavesByRoute(root)) {
    ways.emplace_back();
    for (size_t length = 0; length <= route.size(); ++length)
      ways.back().push_back(nodes.at(route.substr(0, length))->value);
  }
  return ways;
}

inline std::string MirrorImage(std::string route) {
  for (char& turn : route) turn = turn == 'L' ? 'R' : 'L';
  return route;
}

// The route of the lowest common ancestor.
inline std::string CommonPrefix(const std::string& a, const std::string& b) {
  const size_t shorter = std::min(a.size(), b.size());
  return {a.begin(), std::mismatch(a.begin(), a.begin() + shorter, b.begin()).first};
}

// How many edges lie between two nodes.
inline int Distance(const std::string& a, const std::string& b) {
  return static_cast<int>(a.size() + b.size() - 2 * CommonPrefix(a, b).size());
}

// For each node in preorder its neighbours, as bits of the places in preorder.
inline std::vector<unsigned> NeighbourSets(const Node* root) {
  std::vector<std::string> routes;
  for (const auto& [route, node] : NodesByRoute(root)) routes.push_back(route);
  std::vector<unsigned> sets(routes.size(), 0);
  for (size_t i = 0; i < routes.size(); ++i)
    for (size_t j = 0; j < routes.size(); ++j)
      if (Distance(routes[i], routes[j]) == 1) sets[i] |= 1u << j;
  return sets;
}

}  // namespace graft::trees

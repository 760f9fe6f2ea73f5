// NodesAtDistanceK: the nodes that are exactly k edges away from a node, in any direction.
//
// Source:    LeetCode 863 "All Nodes Distance K in Binary Tree", 二叉树中所有距离为 K 的结点
// Idea:      with a map to the parents a tree is a graph without cycles: k steps outwards from
//            the target, never back to where a step came from.
// Contract:  target is a node of the tree; k >= 0. In the order of the steps: left, right, up.
// Invariant: ring holds the nodes at the distance reached, each with the node before it
// Time:      O(n)
// Space:     O(n)
// Overflow:  none: it stops where no node is left, whatever k
// Pitfall:   remember the node a step came from, not only that it came from above: after a step
//            upwards the way back is a child.
// Tested:    examples; distances from the routes, for all trees to 7 nodes, all targets and all
//            k; death tests of a negative k and of a node that is not there
#pragma once

#include <array>
#include <unordered_map>
#include <utility>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

using ParentOf = std::unordered_map<const Node*, const Node*>;

inline ParentOf ParentsOfAll(const Node* root) {
  ParentOf parent = {{root, nullptr}};
  std::vector<const Node*> stack = {root};
  while (!stack.empty()) {
    const Node* node = stack.back();
    stack.pop_back();
    if (node == nullptr) continue;
    for (const Node* child : {node->left, node->right}) {
      if (child != nullptr) parent[child] = node;
      stack.push_back(child);
    }
  }
  return parent;
}

}  // namespace internal

inline std::vector<const Node*> NodesAtDistanceK(const Node* root, const Node* target,
                                                 int k) {
  internal::ParentOf parent = internal::ParentsOfAll(root);
  PRECONDITION(target != nullptr && parent.contains(target));
  PRECONDITION(k >= 0);
  using Step = std::pair<const Node*, const Node*>;  // a node, and the one before it
  std::vector<Step> ring = {{target, nullptr}};
  for (; k > 0 && !ring.empty(); --k) {
    std::vector<Step> next;
    for (const auto& [node, before] : ring)
      for (const Node* neighbour :
           std::array<const Node*, 3>{node->left, node->right, parent[node]})
        if (neighbour != nullptr && neighbour != before)
          next.emplace_back(neighbour, node);
    ring = std::move(next);
  }
  std::vector<const Node*> nodes;
  for (const auto& [node, before] : ring) nodes.push_back(node);
  return nodes;
}

}  // namespace graft::trees

// GreaterTree: each value becomes the sum of all values that are not less.
//
// Source:    LeetCode 538 "Convert BST to Greater Tree", 把二叉搜索树转换为累加树; LeetCode 1038 "Binary Search Tree to Greater Sum Tree", 从二叉搜索树到更大和树
// Idea:      inorder from the right brings the values in descending order: add them up, and
//            write the sum so far into each node.
// Contract:  a search tree of different values whose sums fit 32 bits; returns its root.
// Invariant: sum is that of the values visited so far: all that are greater than the next
// Time:      O(n)
// Space:     O(h), h the depth
// Overflow:  the sum is int64_t; one that does not fit a node is a precondition
// Pitfall:   a node's greater values are not only in its right subtree.
// Tested:    examples; sums by the definition, for all search trees to 8 nodes; a chain of 10⁶
//            nodes; death test of a sum beyond 32 bits
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

inline Node* GreaterTree(Node* root) {
  int64_t sum = 0;
  std::vector<Node*> path;
  for (Node* node = root; node != nullptr || !path.empty(); node = node->left) {
    for (; node != nullptr; node = node->right) path.push_back(node);
    node = path.back();
    path.pop_back();
    sum += node->value;
    PRECONDITION(std::in_range<int>(sum));
    node->value = static_cast<int>(sum);
  }
  return root;
}

}  // namespace graft::trees

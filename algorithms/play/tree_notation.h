// TreeNotation: trees as arguments and results, in LeetCode's listing.
//
// `const Node*`, `Node*` and `Tree&` are trees. A problem that asks for a node, or gives one
// back, is registered through a lambda that takes or returns the node's value: see NodeOf.
#pragma once

#include <string>
#include <vector>

#include "algorithms/play/notation.h"
#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree.h"

namespace graft::play {

struct TreeNotation {
  using Kept = trees::Tree;
  static std::string Name() { return "tree"; }
  static Parsed<trees::Tree> Read(const Literal& literal) {
    return trees::TreeOf(literal);
  }
  static Literal Show(const trees::Node* root) {
    return *text::ParseLiteral(trees::FormatTree(root));
  }
};

template <>
struct Notation<trees::Node*> : TreeNotation {
  static trees::Node* Pass(trees::Tree& tree) { return tree.root; }
};

template <>
struct Notation<const trees::Node*> : TreeNotation {
  static const trees::Node* Pass(trees::Tree& tree) { return tree.root; }
};

template <>
struct Notation<trees::Tree> : TreeNotation {
  static trees::Tree& Pass(trees::Tree& tree) { return tree; }
  static Literal Show(const trees::Tree& tree) { return TreeNotation::Show(tree.root); }
};

// The first node in level order with this value.
inline Parsed<trees::Node*> NodeOf(trees::Node* root, int value) {
  std::vector<trees::Node*> nodes = {root};
  for (size_t i = 0; i < nodes.size(); ++i) {
    trees::Node* node = nodes[i];
    if (node == nullptr) continue;
    if (node->value == value) return node;
    nodes.insert(nodes.end(), {node->left, node->right});
  }
  return ParseError{0, "no node has the value " + std::to_string(value)};
}

// The value of the node that solve(root, p, q) gives for the nodes of these values.
template <class Solve>
Parsed<int> SolvedAtValues(trees::Node* root, int p, int q, Solve solve) {
  const auto node_p = NodeOf(root, p), node_q = NodeOf(root, q);
  if (!node_p.ok()) return node_p.error();
  if (!node_q.ok()) return node_q.error();
  return solve(root, *node_p, *node_q)->value;
}

}  // namespace graft::play

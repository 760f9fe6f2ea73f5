// SmallTrees: every small tree with every choice of values, for tests beside a naive twin.
//
// Source:    ours; AC-Library's tests of all small sizes
// Idea:      a mistake in an algorithm on trees shows on a tree of a few nodes.
// Contract:  visit may change the tree it is given; it lives for the call only.
// Invariant: the values count up as the digits of a number do
// Time:      O(Σ Catalan(n) · |values|ⁿ · n)
// Space:     O(Catalan(n) · n)
// Overflow:  nodes ≤ 12, as AllShapes
// Pitfall:   8 nodes and two values are 366,080 trees of 8 nodes alone.
// Tested:    counts; all different
#pragma once

#include <vector>

#include "algorithms/trees/tree_shapes.h"

namespace graft::trees {

// Calls visit(Tree&) for every tree of at most `nodes` nodes whose values are all taken from
// `values`: Σ Catalan(n) · |values|ⁿ trees.
template <class Visit>
void ForEachSmallTree(int nodes, const std::vector<int>& values, Visit visit) {
  for (int n = 0; n <= nodes; ++n)
    for (const Tree& shape : AllShapes(n)) {
      std::vector<size_t> digit(n, 0);
      for (bool more = true; more;) {
        std::vector<int> chosen;
        for (const size_t d : digit) chosen.push_back(values[d]);
        Tree tree = WithValues(shape.root, chosen);
        visit(tree);
        more = false;
        for (size_t& d : digit) {
          more = ++d < values.size();
          if (more) break;
          d = 0;
        }
      }
    }
}

// Calls visit(Tree&) for every search tree of the values 1 … n, for each n ≤ nodes.
template <class Visit>
void ForEachSmallSearchTree(int nodes, Visit visit) {
  for (Tree& tree : AllShapesTo(nodes)) {
    int next = 0;
    const auto number = [&](auto& self, Node* node) -> void {
      if (node == nullptr) return;
      self(self, node->left);
      node->value = ++next;
      self(self, node->right);
    };
    number(number, tree.root);
    visit(tree);
  }
}

// The values in order, by the definition.
inline std::vector<int> InorderValues(const Node* root) {
  if (root == nullptr) return {};
  std::vector<int> values = InorderValues(root->left);
  values.push_back(root->value);
  for (const int value : InorderValues(root->right)) values.push_back(value);
  return values;
}

}  // namespace graft::trees

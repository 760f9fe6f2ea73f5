// SmallNaryTrees: every small N-ary tree, for tests beside a naive twin.
//
// Idea: an N-ary tree is a binary tree in which left means "first child" and right "next
// sibling" (Knuth, TAOCP 1, 2.3.2), so the shapes of binary trees give all N-ary ones.
#pragma once

#include <vector>

#include "algorithms/trees/properties/nary_tree.h"
#include "algorithms/trees/tree_shapes.h"

namespace graft::trees {

// Hangs the nodes of a binary tree under `parent`.
inline void AddAsChildren(NaryTree& tree, NaryNode* parent, const Node* binary) {
  for (; binary != nullptr; binary = binary->right) {
    parent->children.push_back(tree.New(binary->value));
    AddAsChildren(tree, parent->children.back(), binary->left);
  }
}

// Its root has the value 0, the others the values of the binary tree.
inline NaryTree NaryTreeOfBinary(const Node* binary) {
  NaryTree tree;
  tree.root = tree.New(0);
  AddAsChildren(tree, tree.root, binary);
  return tree;
}

// Calls visit(const NaryTree&) for every shape of 1 … nodes.
template <class Visit>
void ForEachSmallNaryTree(int nodes, Visit visit) {
  for (const Tree& binary : AllShapesTo(nodes - 1))
    visit(NaryTreeOfBinary(binary.root));
}

}  // namespace graft::trees

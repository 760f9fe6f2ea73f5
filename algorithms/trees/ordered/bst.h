// BinarySearchTree: the plain one: a key stays where it was hung.
//
// Source:    Windley, "Trees, Forests and Rearranging", Computer Journal 1960; Hibbard 1962
// Idea:      no balancing at all: what the others are measured against. Keys in random order
//            make it about 2 ln n deep; keys in order make it a chain.
// Contract:  as BinaryTree
// Invariant: BinaryTree's only
// Time:      O(height): O(log n) expected in random order, O(n) in sorted order
// Space:     as BinaryTree: 32 bytes a node beside the key
// Overflow:  as BinaryTree
// Pitfall:   n keys in sorted order take O(n²) to insert.
// Tested:    the suites of OrderedSet and OrderedMap; a chain, and a complete tree's height
#pragma once

#include <string>

#include "algorithms/trees/ordered/binary_links.h"
#include "algorithms/trees/ordered/binary_tree.h"

namespace graft::trees {

struct NoBalance {
  void AfterInsert(BinaryLinks*) {}
  void BeforeErase(BinaryLinks*) {}
  void AfterErase(const Gap&) {}
  std::string Check(const BinaryLinks*) const { return ""; }
};

template <class Key, class Mapped, class Compare>
using BinarySearchTree = BinaryTree<Key, Mapped, Compare, NoBalance>;

}  // namespace graft::trees

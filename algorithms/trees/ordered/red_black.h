// RedBlackTree: no red node has a red child, and each way down meets as many black ones.
//
// Source:    Guibas, Sedgewick, "A dichromatic framework for balanced trees", FOCS 1978;
//            the cases as in Cormen et al., "Introduction to Algorithms", 13
// Idea:      a 2-3-4 tree written as a binary one: a black node and its red children are one
//            of its nodes. Inserting adds a red node and mends red above red; removing a black
//            node leaves a way one black short, and mends that from below.
// Contract:  as BinaryTree; balance holds the colour
// Invariant: the root is black; a red node's children are black; from the root to every
//            missing child lie equally many black nodes
// Time:      O(log n); height ≤ 2 log₂(n + 1). At most 2 rotations to insert, 3 to erase
// Space:     as BinaryTree: the colour lies in BinaryLinks::balance
// Overflow:  as BinaryTree
// Pitfall:   a missing child counts as black: the removed node's child may be null.
// Tested:    the suites of OrderedSet and OrderedMap; the height's bound; planted mistakes
#pragma once

#include <string>

#include "algorithms/trees/ordered/binary_links.h"
#include "algorithms/trees/ordered/binary_tree.h"

namespace graft::trees {

struct RedBlackBalance {
  void AfterInsert(BinaryLinks* node);
  void BeforeErase(BinaryLinks*) {}
  void AfterErase(const Gap& gap);
  std::string Check(const BinaryLinks* header) const;
};

template <class Key, class Mapped, class Compare>
using RedBlackTree = BinaryTree<Key, Mapped, Compare, RedBlackBalance>;

}  // namespace graft::trees

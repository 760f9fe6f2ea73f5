// AvlTree: heights of siblings differ by at most one: the flattest of the binary trees here.
//
// Source:    Adelson-Velsky, Landis, "An algorithm for the organization of information",
//            Doklady 1962
// Idea:      after a change, walk up and compare the children's heights: where they differ by
//            two, one or two rotations make them even. Stop where a height stays the same.
// Contract:  as BinaryTree; balance holds the height, 1 for a leaf
// Invariant: height = 1 + the higher child's; siblings' heights differ by at most 1
// Time:      O(log n); height < 1.4405 log₂(n + 2)
// Space:     as BinaryTree: the height lies in BinaryLinks::balance
// Overflow:  as BinaryTree
// Pitfall:   one insertion rotates once or twice; one removal may rotate at every level.
// Tested:    the suites of OrderedSet and OrderedMap; the height's bound, Fibonacci trees
#pragma once

#include <string>

#include "algorithms/trees/ordered/binary_links.h"
#include "algorithms/trees/ordered/binary_tree.h"

namespace graft::trees {

struct AvlBalance {
  void AfterInsert(BinaryLinks* node);
  void BeforeErase(BinaryLinks*) {}
  void AfterErase(const Gap& gap);
  std::string Check(const BinaryLinks* header) const;
};

template <class Key, class Mapped, class Compare>
using AvlTree = BinaryTree<Key, Mapped, Compare, AvlBalance>;

}  // namespace graft::trees

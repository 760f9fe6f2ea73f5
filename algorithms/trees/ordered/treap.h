// Treap: a search tree by key and a heap by random priority, hence of random shape.
//
// Source:    Seidel, Aragon, "Randomized search trees", Algorithmica 1996
// Idea:      with distinct priorities only one tree is both: the one that inserting the keys by
//            falling priority would make, whatever the real order was. So it is as flat as a
//            plain tree of keys in random order. A new node climbs, one to be erased sinks.
// Contract:  as BinaryTree; balance holds the priority: a hash of how many nodes came before,
//            so the same operations make the same tree
// Invariant: no node has a higher priority than its parent
// Time:      O(log n) expected: depth about 2 ln n; 2 rotations expected a change
// Space:     as BinaryTree: the priority lies in BinaryLinks::balance
// Overflow:  the counter wraps after 2³² insertions: priorities begin again, nothing breaks
// Pitfall:   the expectation is over priorities: who knows the hash can make it deep.
// Tested:    the suites of OrderedSet and OrderedMap; the height, sorted keys, the same shape
//            from the same insertions
#pragma once

#include <cstdint>
#include <string>

#include "algorithms/trees/ordered/binary_links.h"
#include "algorithms/trees/ordered/binary_tree.h"

namespace graft::trees {

class TreapBalance {
 public:
  void AfterInsert(BinaryLinks* node);
  void BeforeErase(BinaryLinks* node);
  void AfterErase(const Gap&) {}
  std::string Check(const BinaryLinks* header) const;

 private:
  uint32_t inserted_ = 0;
};

template <class Key, class Mapped, class Compare>
using Treap = BinaryTree<Key, Mapped, Compare, TreapBalance>;

}  // namespace graft::trees

// OrderedSet: distinct keys in order, in a search tree of one's choice; a B+ tree by default.
//
// Source:    ours, in the shape of std::set
// Idea:      OrderedSet<int64_t> is the fast one. OrderedSet<Key, std::less<Key>, AvlTree> and
//            the like keep iterators good while others are erased, and take keys that can
//            only be moved. nth and rank count.
// Contract:  Compare is a strict weak order; of equal keys the first inserted stays
// Invariant: keys rise in iteration order
// Time:      O(log n) a call, O(n) to copy, clear and compare
// Space:     measured in README.md: 12 bytes a key of 8 bytes in a B+ tree, 48 in others
// Overflow:  the tree's
// Pitfall:   an insertion or removal in a B+ tree makes all its iterators bad; in the other
//            trees only those at the erased key.
// Tested:    random commands against std::set, invariants after each; all orders of up to
//            7 keys; strings, keys that only move, comparators with state; over all trees
#pragma once

#include <functional>
#include <initializer_list>
#include <iterator>

#include "algorithms/trees/ordered/b_plus_tree.h"
#include "algorithms/trees/ordered/ordered_container.h"
#include "algorithms/trees/ordered/ordered_iterator.h"

namespace graft::trees {

// What a set's keys are mapped to.
struct Nothing {};

template <class Key, class Compare = std::less<Key>,
          template <class, class, class> class Tree = BPlusTree>
class OrderedSet : public OrderedContainer<Key, Nothing, Compare, Tree, KeyAccess<Key>,
                                           KeyAccess<Key>> {
  using Base =
      OrderedContainer<Key, Nothing, Compare, Tree, KeyAccess<Key>, KeyAccess<Key>>;

 public:
  using value_compare = Compare;

  using Base::Base;
  OrderedSet() = default;
  OrderedSet(std::initializer_list<Key> keys, const Compare& compare = Compare())
      : Base(keys.begin(), keys.end(), compare) {}

  const Compare& value_comp() const { return this->key_comp(); }

  friend void swap(OrderedSet& a, OrderedSet& b) { a.swap(b); }
};

template <std::input_iterator Iterator, std::sentinel_for<Iterator> End>
OrderedSet(Iterator, End) -> OrderedSet<std::iter_value_t<Iterator>>;

}  // namespace graft::trees

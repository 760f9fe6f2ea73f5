// OrderedContainer: what OrderedSet and OrderedMap have in common, over any search tree.
//
// Source:    ours; names and meanings are those of std::set and std::map
// Idea:      the container holds a tree and turns its cursors into iterators. Beside the
//            standard's operations: nth(rank) and rank(key).
// Contract:  erase(iterator) and nth need a key there (PRECONDITION); iterators are this
//            container's. Tree<Key, Mapped, Compare> is one of the trees of this folder
// Invariant: the tree's
// Time:      the tree's: O(log n) a call, O(n) to copy, clear and compare; size O(1)
// Space:     the tree's
// Overflow:  none of its own
// Pitfall:   unlike std::set, begin() descends: O(log n) in a binary tree.
//            Keys are looked up as Key: no transparent comparison, no multiset.
// Tested:    by the suites of OrderedSet and OrderedMap, each over all trees
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "algorithms/precondition.h"
#include "algorithms/trees/ordered/ordered_iterator.h"

namespace graft::trees {

template <class Key, class Mapped, class Compare,
          template <class, class, class> class Tree, class Access, class ConstAccess>
class OrderedContainer {
 protected:
  using TreeType = Tree<Key, Mapped, Compare>;
  using Cursor = decltype(std::declval<const TreeType&>().Begin());

 public:
  using key_type = Key;
  using key_compare = Compare;
  using size_type = size_t;
  using difference_type = std::ptrdiff_t;
  using iterator = OrderedIterator<Cursor, Access>;
  using const_iterator = OrderedIterator<Cursor, ConstAccess>;

  OrderedContainer() = default;
  explicit OrderedContainer(const Compare& compare) : tree_(compare) {}

  iterator begin() { return iterator(tree_.Begin()); }
  iterator end() { return iterator(tree_.End()); }
  const_iterator begin() const { return const_iterator(tree_.Begin()); }
  const_iterator end() const { return const_iterator(tree_.End()); }

  size_t size() const { return tree_.size(); }
  bool empty() const { return size() == 0; }
  const Compare& key_comp() const { return tree_.compare(); }

  bool contains(const Key& key) const { return find(key) != end(); }
  size_t count(const Key& key) const { return contains(key); }

  iterator find(const Key& key) { return iterator(tree_.Find(key)); }
  const_iterator find(const Key& key) const { return const_iterator(tree_.Find(key)); }

  // The first key that is not less than `key`.
  iterator lower_bound(const Key& key) { return iterator(tree_.LowerBound(key)); }
  const_iterator lower_bound(const Key& key) const {
    return const_iterator(tree_.LowerBound(key));
  }

  // The first key that is greater than `key`.
  iterator upper_bound(const Key& key) { return iterator(UpperBound(key)); }
  const_iterator upper_bound(const Key& key) const {
    return const_iterator(UpperBound(key));
  }

  std::pair<iterator, iterator> equal_range(const Key& key) {
    return {lower_bound(key), upper_bound(key)};
  }
  std::pair<const_iterator, const_iterator> equal_range(const Key& key) const {
    return {lower_bound(key), upper_bound(key)};
  }

  // The key with `rank` keys before it. Needs rank < size().
  iterator nth(size_t rank) { return iterator(tree_.Nth(rank)); }
  const_iterator nth(size_t rank) const { return const_iterator(tree_.Nth(rank)); }

  // How many keys are less than `key`.
  size_t rank(const Key& key) const { return tree_.Rank(key); }

  // Returns the iterator after the erased one. Needs at != end().
  iterator erase(const_iterator at) {
    PRECONDITION(at != std::as_const(*this).end());
    return iterator(tree_.Erase(at.cursor()));
  }
  size_t erase(const Key& key) { return tree_.EraseKey(key); }

  void clear() { tree_.Clear(); }
  void swap(OrderedContainer& other) { tree_.Swap(other.tree_); }

  friend bool operator==(const OrderedContainer& a, const OrderedContainer& b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
  }

  // The first broken invariant of the tree in words; empty if all hold.
  std::string CheckInvariants() const { return tree_.CheckInvariants(); }

 protected:
  TreeType tree_;

 private:
  Cursor UpperBound(const Key& key) const {
    Cursor at = tree_.LowerBound(key);
    if (at != tree_.End() && !key_comp()(key, at.key())) at.Next();
    return at;
  }
};

}  // namespace graft::trees

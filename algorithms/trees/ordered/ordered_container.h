// OrderedContainer: what OrderedSet and OrderedMap have in common, over any search tree.
//
// Source:    ours; names and meanings are those of std::set and std::map
// Idea:      the container holds a tree and turns its cursors into iterators. Beside the
//            standard's operations: nth(rank) and rank(key).
// Contract:  erase(iterator) and nth need a key there (PRECONDITION); iterators are this
//            container's; of a range that is erased, last is reached from first; a range that is
//            inserted lies elsewhere.
//            Tree<Key, Mapped, Compare> is one of the trees of this folder
// Invariant: the tree's
// Time:      the tree's: O(log n) a call and for each key of a range; O(n) to copy, clear,
//            compare and erase_if, and O(log n) more for each key that goes; size O(1)
// Space:     the tree's
// Overflow:  none of its own
// Pitfall:   unlike std::set, begin() descends: O(log n) in a binary tree. A hint is taken and
//            not used; emplace makes its element before it looks for the key.
//            Keys are looked up as Key: no transparent comparison, no multiset.
// Tested:    random commands against std::set and std::map; each operation; over all trees
#pragma once

#include <algorithm>
#include <compare>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <limits>
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
  using value_type = typename Access::Value;
  using key_compare = Compare;
  using size_type = size_t;
  using difference_type = std::ptrdiff_t;
  using iterator = OrderedIterator<Cursor, Access>;
  using const_iterator = OrderedIterator<Cursor, ConstAccess>;
  using reverse_iterator = std::reverse_iterator<iterator>;
  using const_reverse_iterator = std::reverse_iterator<const_iterator>;
  using reference = typename iterator::reference;
  using const_reference = typename const_iterator::reference;

  OrderedContainer() = default;
  explicit OrderedContainer(const Compare& compare) : tree_(compare) {}
  template <std::input_iterator Iterator, std::sentinel_for<Iterator> End>
  OrderedContainer(Iterator first, End last, const Compare& compare = Compare())
      : tree_(compare) {
    insert(first, last);
  }

  iterator begin() { return iterator(tree_.Begin()); }
  iterator end() { return iterator(tree_.End()); }
  const_iterator begin() const { return const_iterator(tree_.Begin()); }
  const_iterator end() const { return const_iterator(tree_.End()); }
  const_iterator cbegin() const { return begin(); }
  const_iterator cend() const { return end(); }
  reverse_iterator rbegin() { return reverse_iterator(end()); }
  reverse_iterator rend() { return reverse_iterator(begin()); }
  const_reverse_iterator rbegin() const { return const_reverse_iterator(end()); }
  const_reverse_iterator rend() const { return const_reverse_iterator(begin()); }
  const_reverse_iterator crbegin() const { return rbegin(); }
  const_reverse_iterator crend() const { return rend(); }

  size_t size() const { return tree_.size(); }
  bool empty() const { return size() == 0; }
  // What the tree can count.
  static constexpr size_t max_size() {
    if constexpr (requires { TreeType::kMaxSize; }) {
      return TreeType::kMaxSize;
    } else {
      return std::numeric_limits<difference_type>::max();
    }
  }
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

  // The key's iterator, and whether it is new: if not, the element there stays.
  std::pair<iterator, bool> insert(const value_type& element) {
    return Insert(element);
  }
  std::pair<iterator, bool> insert(value_type&& element) {
    return Insert(std::move(element));
  }
  iterator insert(const_iterator, const value_type& element) {
    return insert(element).first;
  }
  iterator insert(const_iterator, value_type&& element) {
    return insert(std::move(element)).first;
  }

  template <std::input_iterator Iterator, std::sentinel_for<Iterator> End>
  void insert(Iterator first, End last) {
    for (; first != last; ++first) insert(*first);
  }
  void insert(std::initializer_list<value_type> elements) {
    insert(elements.begin(), elements.end());
  }

  template <class... Args>
  std::pair<iterator, bool> emplace(Args&&... args) {
    return insert(value_type(std::forward<Args>(args)...));
  }
  template <class... Args>
  iterator emplace_hint(const_iterator, Args&&... args) {
    return emplace(std::forward<Args>(args)...).first;
  }

  // Returns the iterator after the erased one. Needs at != end().
  iterator erase(const_iterator at) {
    PRECONDITION(at != cend());
    return iterator(tree_.Erase(at.cursor()));
  }
  // Else a Key that anything converts to would make erase(begin()) ambiguous.
  iterator erase(iterator at) requires(!std::same_as<iterator, const_iterator>) {
    return erase(const_iterator(at));
  }
  // Counts first: where a removal makes all iterators bad, `last` is one of them.
  iterator erase(const_iterator first, const_iterator last) {
    iterator at(first.cursor());
    for (auto left = std::ranges::distance(first, last); left > 0; --left) {
      at = erase(at);
    }
    return at;
  }
  size_t erase(const Key& key) { return tree_.EraseKey(key); }

  // Erases the elements for which `predicate` holds; returns how many.
  template <class Predicate>
  friend size_t erase_if(OrderedContainer& container, Predicate predicate) {
    const size_t before = container.size();
    for (iterator at = container.begin(); at != container.end();) {
      at = predicate(*at) ? container.erase(at) : std::next(at);
    }
    return before - container.size();
  }

  void clear() { tree_.Clear(); }
  void swap(OrderedContainer& other) { tree_.Swap(other.tree_); }

  friend bool operator==(const OrderedContainer& a, const OrderedContainer& b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
  }
  friend auto operator<=>(const OrderedContainer& a, const OrderedContainer& b) requires
      std::three_way_comparable<value_type> {
    return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(),
                                                  b.end());
  }

  // The first broken invariant of the tree in words; empty if all hold.
  std::string CheckInvariants() const { return tree_.CheckInvariants(); }

 protected:
  TreeType tree_;

 private:
  template <class Element>
  std::pair<iterator, bool> Insert(Element&& element) {
    const auto [cursor, inserted] =
        Access::Insert(tree_, std::forward<Element>(element));
    return {iterator(cursor), inserted};
  }

  Cursor UpperBound(const Key& key) const {
    Cursor at = tree_.LowerBound(key);
    if (at != tree_.End() && !key_comp()(key, at.key())) at.Next();
    return at;
  }
};

}  // namespace graft::trees

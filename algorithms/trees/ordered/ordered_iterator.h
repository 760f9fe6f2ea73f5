// OrderedIterator: a bidirectional iterator over any tree with cursors.
//
// Source:    ours
// Idea:      trees have cursors (key, mapped, Next, Prev, ==); what a user gets by * is said by
//            Access: a set's keys, a map's pairs of references (PairReference).
// Contract:  as the standard's: not moved past either end, nor dereferenced at end()
// Invariant: none
// Time:      O(1) amortised over a walk
// Space:     its cursor's: one pointer in a binary tree, a pointer and a place in a B+ tree
// Overflow:  none
// Pitfall:   a map's * is a pair made on the fly: bind it as `auto [key, value]`, not as
//            `auto&`. C++17's algorithms are told of a bidirectional iterator nevertheless, as
//            vector<bool> tells them: else std::prev would go astray.
//            value_type is a pair of values: what a vector copies does not dangle.
// Tested:    the iterator concepts, walks both ways, -> of both kinds, conversion to const
#pragma once

#include <concepts>
#include <cstddef>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>

#include "algorithms/trees/ordered/pair_reference.h"

namespace graft::trees {

// A set's elements: what * and -> give, and how one is inserted.
template <class Key>
struct KeyAccess {
  using Value = Key;
  using Reference = const Key&;

  template <class Cursor>
  static Reference Get(const Cursor& cursor) {
    return cursor.key();
  }
  template <class Tree, class Element>
  static auto Insert(Tree& tree, Element&& key) {
    return tree.Insert(std::forward<Element>(key));
  }
};

// A map's elements; Mapped may be const.
template <class Key, class Mapped>
struct PairAccess {
  using Value = std::pair<Key, std::remove_const_t<Mapped>>;
  using Reference = PairReference<Key, Mapped>;

  template <class Cursor>
  static Reference Get(const Cursor& cursor) {
    return {cursor.key(), cursor.mapped()};
  }
  template <class Tree, class Element>
  static auto Insert(Tree& tree, Element&& pair) {
    return tree.Insert(std::forward<Element>(pair).first,
                       std::forward<Element>(pair).second);
  }
};

template <class Cursor, class Access>
class OrderedIterator {
  static constexpr bool kLvalue = std::is_reference_v<typename Access::Reference>;
  // Keeps a pair alive until -> has picked its member.
  struct Arrow {
    typename Access::Reference pair;
    auto* operator->() { return &pair; }
  };

 public:
  using iterator_category = std::bidirectional_iterator_tag;
  using reference = typename Access::Reference;
  using value_type = typename Access::Value;
  using difference_type = std::ptrdiff_t;
  using pointer = std::conditional_t<kLvalue, std::add_pointer_t<reference>, Arrow>;

  OrderedIterator() = default;
  explicit OrderedIterator(Cursor cursor) : cursor_(cursor) {}
  // From iterator to const_iterator.
  template <class Other>
  requires(!std::same_as<Other, Access> &&
           std::convertible_to<typename Other::Reference, reference>)
      OrderedIterator(const OrderedIterator<Cursor, Other>& other)
      : cursor_(other.cursor()) {}

  reference operator*() const { return Access::Get(cursor_); }
  pointer operator->() const {
    if constexpr (kLvalue) {
      return std::addressof(Access::Get(cursor_));
    } else {
      return Arrow{Access::Get(cursor_)};
    }
  }

  OrderedIterator& operator++() {
    cursor_.Next();
    return *this;
  }
  OrderedIterator& operator--() {
    cursor_.Prev();
    return *this;
  }
  OrderedIterator operator++(int) {
    return std::exchange(*this, ++OrderedIterator(*this));
  }
  OrderedIterator operator--(int) {
    return std::exchange(*this, --OrderedIterator(*this));
  }

  bool operator==(const OrderedIterator&) const = default;

  const Cursor& cursor() const { return cursor_; }

 private:
  Cursor cursor_;
};

}  // namespace graft::trees

// OrderedMap: distinct keys in order, each with a value, in a search tree of one's choice.
//
// Source:    ours, in the shape of std::map
// Idea:      as OrderedSet. Keys and values lie apart in a B+ tree, so that a search reads keys
//            only; hence an iterator's * is a pair of references (PairReference):
//            for (auto [key, value] : map). Elements that are copied out are pairs of values.
// Contract:  Compare is a strict weak order; at(key) needs the key (PRECONDITION)
// Invariant: keys rise in iteration order
// Time:      O(log n) a call, O(n) to copy, clear and compare
// Space:     the tree's, and the values
// Overflow:  the tree's
// Pitfall:   in a B+ tree a reference to a value is good only until the next insertion or
//            removal: m[a] = m[b] is fine if both are there, else not.
// Tested:    random commands against std::map, invariants after each; values that only move;
//            assignment through iterators, copies, std::ranges; over all trees
#pragma once

#include <functional>
#include <initializer_list>
#include <iterator>
#include <type_traits>
#include <utility>

#include "algorithms/precondition.h"
#include "algorithms/trees/ordered/b_plus_tree.h"
#include "algorithms/trees/ordered/ordered_container.h"
#include "algorithms/trees/ordered/ordered_iterator.h"

namespace graft::trees {

template <class Key, class Value, class Compare = std::less<Key>,
          template <class, class, class> class Tree = BPlusTree>
class OrderedMap
    : public OrderedContainer<Key, Value, Compare, Tree, PairAccess<Key, Value>,
                              PairAccess<Key, const Value>> {
  using Base = OrderedContainer<Key, Value, Compare, Tree, PairAccess<Key, Value>,
                                PairAccess<Key, const Value>>;

 public:
  using mapped_type = Value;
  using typename Base::iterator;

  // The order of the keys, asked of pairs.
  struct value_compare {
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
      return compare(a.first, b.first);
    }
    Compare compare;
  };

  using Base::Base;
  OrderedMap() = default;
  OrderedMap(std::initializer_list<std::pair<Key, Value>> pairs,
             const Compare& compare = Compare())
      : Base(pairs.begin(), pairs.end(), compare) {}

  value_compare value_comp() const { return {this->key_comp()}; }

  // key → Value(args...), unless the key is there: then nothing is made or moved.
  template <class K, class... Args>
  std::pair<iterator, bool> try_emplace(K&& key, Args&&... args) {
    const auto [cursor, inserted] =
        this->tree_.Insert(std::forward<K>(key), std::forward<Args>(args)...);
    return {iterator(cursor), inserted};
  }

  template <class K, class V>
  std::pair<iterator, bool> insert_or_assign(K&& key, V&& value) {
    auto found = try_emplace(std::forward<K>(key), std::forward<V>(value));
    if (!found.second) found.first->second = std::forward<V>(value);
    return found;
  }

  // The key's value, which is Value() if the key is new.
  Value& operator[](const Key& key) { return try_emplace(key).first->second; }
  Value& operator[](Key&& key) { return try_emplace(std::move(key)).first->second; }

  Value& at(const Key& key) {
    const iterator found = this->find(key);
    PRECONDITION(found != this->end());
    return found->second;
  }
  const Value& at(const Key& key) const {
    return const_cast<OrderedMap&>(*this).at(key);
  }

  friend void swap(OrderedMap& a, OrderedMap& b) { a.swap(b); }
};

template <std::input_iterator Iterator, std::sentinel_for<Iterator> End>
OrderedMap(Iterator, End)
    -> OrderedMap<std::remove_const_t<typename std::iter_value_t<Iterator>::first_type>,
                  typename std::iter_value_t<Iterator>::second_type>;

}  // namespace graft::trees

// NodeSlots: room for up to N values within a tree's node; the node knows how many there are.
//
// Source:    ours
// Idea:      values lie at the front, without gaps; a vector without its own size, memory and
//            checks. Numbers fill the unused slots with the greatest value, so that a search
//            may look at all N, whatever the node holds.
// Contract:  `size` is how many there are before the call; T moves without throwing
// Invariant: slots [0, size) hold values; of numbers, the others hold Padding<T>()
// Time:      Insert, Take O(size), a memmove of plain data; MoveTail O(moved)
// Space:     N values; none for empty types
// Overflow:  none
// Pitfall:   the destructor destroys nothing: call Destroy(size).
// Tested:    against std::vector; padding; no value lost or destroyed twice
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <type_traits>
#include <utility>

namespace graft::trees {

// A number that none is greater than.
template <class T>
constexpr T Padding() {
  using Limits = std::numeric_limits<T>;
  return Limits::has_infinity ? Limits::infinity() : Limits::max();
}

template <class T, size_t N>
class NodeSlots {
  static_assert(std::is_nothrow_move_constructible_v<T> &&
                std::is_nothrow_move_assignable_v<T>);

 public:
  NodeSlots() {
    if constexpr (kPadded) std::fill_n(items_, N, Padding<T>());
  }
  NodeSlots(const NodeSlots&) = delete;
  NodeSlots& operator=(const NodeSlots&) = delete;
  ~NodeSlots() {}

  T& operator[](size_t i) { return items_[i]; }
  const T& operator[](size_t i) const { return items_[i]; }
  T* data() { return items_; }
  const T* data() const { return items_; }

  // The values from `at` on move one slot up. Needs size < N.
  void Insert(size_t size, size_t at, T value) {
    if (at == size) {
      std::construct_at(items_ + at, std::move(value));
      return;
    }
    std::construct_at(items_ + size, std::move(items_[size - 1]));
    std::move_backward(items_ + at, items_ + size - 1, items_ + size);
    items_[at] = std::move(value);
  }

  // Takes one out; those after it move one slot down.
  T Take(size_t size, size_t at) {
    T taken = std::move(*(data() + at));
    std::move(items_ + at + 1, items_ + size, items_ + at);
    Vacate(size - 1, size);
    return taken;
  }

  // Moves [from, size) behind the `to_size` values of another node.
  void MoveTail(size_t size, size_t from, NodeSlots& to, size_t to_size) {
    std::uninitialized_move(items_ + from, items_ + size, to.items_ + to_size);
    Vacate(from, size);
  }

  void Destroy(size_t size) { std::destroy_n(items_, size); }

 private:
  static constexpr bool kPadded = std::is_arithmetic_v<T>;

  void Vacate(size_t from, size_t to) {
    std::destroy(items_ + from, items_ + to);
    if constexpr (kPadded) std::fill(items_ + from, items_ + to, Padding<T>());
  }

  union {
    T items_[N];
  };
};

// All values of an empty type are one.
template <class T, size_t N>
requires(std::is_empty_v<T>&& std::is_trivial_v<T>) class NodeSlots<T, N> {
 public:
  T& operator[](size_t) { return item_; }
  const T& operator[](size_t) const { return item_; }
  void Insert(size_t, size_t, T) {}
  T Take(size_t, size_t) { return {}; }
  void MoveTail(size_t, size_t, NodeSlots&, size_t) {}
  void Destroy(size_t) {}

 private:
  [[no_unique_address]] T item_;
};

}  // namespace graft::trees

// NodeSlots: room for up to N values within a tree's node; the node knows how many there are.
//
// Source:    ours
// Idea:      values lie at the front, without gaps; a vector without its own size, memory and
//            checks. Numbers fill the unused slots with the greatest value, so that a search
//            may look at all N, whatever the node holds.
// Contract:  `size` is how many there are before the call; T moves without throwing
// Invariant: slots [0, size) hold values; of numbers, the others hold Padding<T>()
// Time:      O(size), a memmove of plain data; MoveTail O(moved)
// Space:     N values; none for empty types
// Overflow:  none
// Pitfall:   the destructor destroys nothing: call Destroy(size).
// Tested:    against std::vector; padding; no value lost or destroyed twice
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
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
    Relocate(items_ + at, size - at, items_ + at + 1);
    std::construct_at(items_ + at, std::move(value));
  }

  // Takes one out; those after it move one slot down.
  T Take(size_t size, size_t at) {
    T taken = std::move(items_[at]);
    std::destroy_at(items_ + at);
    Relocate(items_ + at + 1, size - at - 1, items_ + at);
    Pad(size - 1, size);
    return taken;
  }

  // Moves [from, size) behind the `to_size` values of another node.
  void MoveTail(size_t size, size_t from, NodeSlots& to, size_t to_size) {
    Relocate(items_ + from, size - from, to.items_ + to_size);
    Pad(from, size);
  }

  // Moves [from, size) before the `to_size` values of another node.
  void MoveTailBefore(size_t size, size_t from, NodeSlots& to, size_t to_size) {
    to.Relocate(to.items_, to_size, to.items_ + (size - from));
    MoveTail(size, from, to, 0);
  }

  // Moves [0, count) behind the `to_size` values of another node.
  void MoveHead(size_t size, size_t count, NodeSlots& to, size_t to_size) {
    Relocate(items_, count, to.items_ + to_size);
    Relocate(items_ + count, size - count, items_);
    Pad(size - count, size);
  }

  void Destroy(size_t size) { std::destroy_n(items_, size); }

 private:
  static constexpr bool kPadded = std::is_arithmetic_v<T>;

  // Moves values to slots that hold none, or that they leave themselves.
  static void Relocate(T* from, size_t count, T* to) {
    if (from == to) return;
    if constexpr (std::is_trivially_copyable_v<T>) {
      if (count <= N) std::memmove(to, from, count * sizeof(T));  // GCC warns of more
    } else if (to < from) {
      for (size_t i = 0; i < count; ++i) RelocateOne(from + i, to + i);
    } else {
      for (size_t i = count; i-- > 0;) RelocateOne(from + i, to + i);
    }
  }

  static void RelocateOne(T* from, T* to) {
    std::construct_at(to, std::move(*from));
    std::destroy_at(from);
  }

  void Pad(size_t from, size_t to) {
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
  void MoveTailBefore(size_t, size_t, NodeSlots&, size_t) {}
  void MoveHead(size_t, size_t, NodeSlots&, size_t) {}
  void Destroy(size_t) {}

 private:
  [[no_unique_address]] T item_;
};

}  // namespace graft::trees

// NodeKeys: the sorted keys of a B+ tree's node; of numbers, the last of each cache line apart.
//
// Source:    ours; two steps of a static B-tree (Slotin, "Static B-Trees", Algorithms for Modern
//            Hardware, 2022) within one node
// Idea:      64 numbers of 8 bytes are 8 cache lines, and a search that read them all would
//            wait for memory. The last key of each line lies apart, too, in one line: a vector
//            comparison with it says in which line to look, and one there ends the search.
// Contract:  as NodeSlots; keys[0, size) rise
// Invariant: last_[i] is the last key of line i, or padding; so it is for the last line
// Time:      search: at most 5 cache lines and vector comparisons, no more than two of them one
//            after the other; log₂ size + 1 comparisons of other keys. Changes O(N)
// Space:     N keys; up to four cache lines more where numbers fill more than four
// Overflow:  none
// Pitfall:   NaN is less than nothing and nothing is less than NaN: never let it be a key.
// Tested:    every size and position of all types of number, with either way to count
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include "algorithms/trees/ordered/key_search.h"
#include "algorithms/trees/ordered/node_slots.h"

namespace graft::trees {

template <class Key, size_t N>
class NodeKeys {
 public:
  const Key& operator[](size_t i) const { return slots_[i]; }

  void Insert(size_t size, size_t at, Key key) {
    slots_.Insert(size, at, std::move(key));
    UpdateLines();
  }

  Key Take(size_t size, size_t at) {
    Key taken = slots_.Take(size, at);
    UpdateLines();
    return taken;
  }

  void Set(size_t at, Key key) {
    slots_[at] = std::move(key);
    UpdateLines();
  }

  // Moves a key out; Set must follow.
  Key Release(size_t at) { return std::move(slots_[at]); }

  void MoveTail(size_t size, size_t from, NodeKeys& to, size_t to_size) {
    slots_.MoveTail(size, from, to.slots_, to_size);
    UpdateLines();
    to.UpdateLines();
  }

  void MoveTailBefore(size_t size, size_t from, NodeKeys& to, size_t to_size) {
    slots_.MoveTailBefore(size, from, to.slots_, to_size);
    UpdateLines();
    to.UpdateLines();
  }

  void MoveHead(size_t size, size_t count, NodeKeys& to, size_t to_size) {
    slots_.MoveHead(size, count, to.slots_, to_size);
    UpdateLines();
    to.UpdateLines();
  }

  void Destroy(size_t size) { slots_.Destroy(size); }

  // How many of the keys are less than `key`. If N other things lie `beside` the keys, the one
  // of that number is fetched meanwhile.
  template <class Count, class Compare, class Beside = Key>
  size_t Before(size_t size, const Key& key, const Compare& compare,
                const Beside* beside = nullptr) const {
    if constexpr (!VectorOrder<Key, Compare>) {
      return PartitionPoint(slots_.data(), size, key, compare);
    } else if constexpr (kLines == 1) {
      return Count::template Less<N>(slots_.data(), key);
    } else {
      const size_t line = Count::template Less<kLasts>(last_.data(), key);
      if (beside) __builtin_prefetch(beside + line * kLine);
      const Key* const keys = slots_.data() + line * kLine;
      return line * kLine + Count::template Less<kLine>(keys, key);
    }
  }

  // Whether what lies apart, and the padding, is what it should be.
  bool IsSound(size_t size) const {
    if constexpr (std::is_arithmetic_v<Key>) {
      for (size_t i = size; i < N; ++i) {
        if (slots_[i] != Padding<Key>()) return false;
      }
    }
    if constexpr (kLines > 1) {
      for (size_t i = 0; i < kLasts; ++i) {
        const bool apart = i + 1 < kLines;
        if (last_[i] != (apart ? slots_[(i + 1) * kLine - 1] : Padding<Key>()))
          return false;
      }
    }
    return true;
  }

 private:
  static constexpr size_t kLine = 64 / sizeof(Key) ? 64 / sizeof(Key) : 1;
  // Four lines are loaded at once, faster than two that wait for each other.
  static constexpr bool kInLines = std::is_arithmetic_v<Key> && N % kLine == 0 &&
                                   N / kLine > 4 && N / kLine <= 4 * kLine;
  static constexpr size_t kLines = kInLines ? N / kLine : 1;
  static constexpr size_t kLasts = (kLines + kLine - 1) / kLine * kLine;
  struct NoLast {};

  void UpdateLines() {
    if constexpr (kLines > 1) {
      for (size_t i = 0; i + 1 < kLines; ++i) last_[i] = slots_[(i + 1) * kLine - 1];
    }
  }

  using Last = std::conditional_t<(kLines > 1), NodeSlots<Key, kLasts>, NoLast>;
  [[no_unique_address]] alignas(kLines > 1 ? 64 : alignof(Key)) Last last_;
  NodeSlots<Key, N> slots_;
};

}  // namespace graft::trees

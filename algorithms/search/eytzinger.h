// Eytzinger: the sorted keys as a complete binary tree in breadth-first order.
//
// Source:    M. Eytzinger's numbering of ancestors, 1590; P.-V. Khuong and P. Morin, "Array
//            layouts for comparison-based searching", 2017
// Idea:      node k has children 2 k and 2 k + 1. The upper layers, which every search reads,
//            share few lines, and the 16 great-great-grandchildren of a node lie in one
//            line, which is asked for four steps before it is read. After the last step,
//            k's bits are the path: the ones at its end, and the zero before them, are the
//            way down after the last turn to the left, which was at the answer.
// Contract:  as s_tree.h: key_at(0) <= key_at(1) <= …; LowerBound(k) is how many keys are less
// Invariant: keys less than the key of a node are in its left subtree, or right of it equal
// Time:      build O(n), a search ⌊log₂ n⌋ + 1 steps
// Space:     one key more than the keys
// Overflow:  none below 2⁶² keys
// Pitfall:   a place in the layout is no rank: RankOf computes it from the shape alone.
// Tested:    with every layout, in index_test; here RankOf and NodeOf are inverse and in order
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "algorithms/aligned_array.h"
#include "algorithms/precondition.h"

namespace graft::search {

template <class Key>
class Eytzinger {
 public:
  template <class KeyAt>
  Eytzinger(size_t size, KeyAt key_at)
      : size_(size),
        perfect_(std::bit_ceil(size + 1)),
        lowest_(size - (perfect_ / 2 - 1)),
        keys_(size + 1) {
    keys_.data()[0] = 0;  // no node, only to begin the children at a line
    for (size_t rank = 0; rank < size; ++rank)
      keys_.data()[NodeOf(rank)] = key_at(rank);
  }

  size_t size() const { return size_; }
  size_t bytes() const { return keys_.bytes(); }

  // rank < size()
  Key operator[](size_t rank) const { return keys_.data()[NodeOf(rank)]; }

  size_t LowerBound(Key key) const {
    constexpr size_t kLineKeys = kCacheLine / sizeof(Key);
    const Key* keys = keys_.data();
    size_t node = 1;
    while (node <= size_) {
      // Four (three) layers below, perhaps beyond the end: an address, not a pointer.
      __builtin_prefetch(reinterpret_cast<const void*>(
          reinterpret_cast<uintptr_t>(keys) + node * kLineKeys * sizeof(Key)));
      node = 2 * node + (keys[node] < key);
    }
    node >>= std::countr_one(node) + 1;
    return node == 0 ? size_ : RankOf(node);
  }

  // As many ranks as keys.
  void LowerBound(std::span<const Key> keys, std::span<size_t> ranks) const {
    PRECONDITION(keys.size() == ranks.size());
    for (size_t i = 0; i < keys.size(); ++i) ranks[i] = LowerBound(keys[i]);
  }

  // In the perfect tree, with its lowest layer full, nodes and places from left to right
  // are related by bits: place + 1 is the path to the node, a 1, and zeros. Of the lowest
  // layer, at the even places, only the first lowest_ nodes exist.
  size_t RankOf(size_t node) const {
    const int below = std::bit_width(perfect_) - 1 - std::bit_width(node);
    const size_t place = ((2 * node + 1) << below) - perfect_ - 1;
    const size_t lowest_before = (place + 1) / 2;
    return place - (lowest_before - std::min(lowest_before, lowest_));
  }

  size_t NodeOf(size_t rank) const {
    const size_t place = rank < 2 * lowest_ ? rank : 2 * (rank - lowest_) + 1;
    const size_t path = place + 1 + perfect_;
    return path >> (std::countr_zero(path) + 1);
  }

 private:
  size_t size_;
  size_t perfect_;  // one more than the nodes of the perfect tree
  size_t lowest_;   // how many nodes the lowest layer has
  AlignedArray<Key> keys_;
};

}  // namespace graft::search

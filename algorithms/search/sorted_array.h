// SortedArray: the layout that changes nothing: sorted keys, searched without branches.
//
// Source:    ours
// Idea:      the least memory, and the measure for the other layouts.
// Contract:  as s_tree.h: key_at(0) <= key_at(1) <= …; LowerBound(k) is how many keys are less
// Invariant: keys_ is sorted
// Time:      build O(n), a search ⌈log₂ n⌉ + 2 steps at most
// Space:     the keys
// Overflow:  none
// Pitfall:   beyond the cache every step but the last few waits for its own line.
// Tested:    with every layout, in index_test; here its bytes and many at once
#pragma once

#include <cstddef>
#include <span>

#include "algorithms/aligned_array.h"
#include "algorithms/precondition.h"
#include "algorithms/search/sorted_search.h"

namespace graft::search {

template <class Key>
class SortedArray {
 public:
  template <class KeyAt>
  SortedArray(size_t size, KeyAt key_at) : size_(size), keys_(size) {
    for (size_t i = 0; i < size; ++i) keys_.data()[i] = key_at(i);
  }

  size_t size() const { return size_; }
  size_t bytes() const { return keys_.bytes(); }

  // rank < size()
  Key operator[](size_t rank) const { return keys_.data()[rank]; }

  size_t LowerBound(Key key) const {
    const Key* begin = keys_.data();
    return static_cast<size_t>(search::LowerBound(begin, begin + size_, key) - begin);
  }

  // As many ranks as keys.
  void LowerBound(std::span<const Key> keys, std::span<size_t> ranks) const {
    PRECONDITION(keys.size() == ranks.size());
    for (size_t i = 0; i < keys.size(); ++i) ranks[i] = LowerBound(keys[i]);
  }

 private:
  size_t size_;
  AlignedArray<Key> keys_;
};

}  // namespace graft::search

// Index: a sorted array made ready to be searched very often.
//
// Source:    704 Binary Search / 二分查找, 34 Find First and Last Position of Element in
//            Sorted Array / 在排序数组中查找元素的第一个和最后一个位置; layouts: s_tree.h
// Idea:      every question is LowerBound, the number of keys that are less: UpperBound(x)
//            asks for the next larger key. The layout decides where the keys lie.
// Contract:  the array is sorted and holds no NaN, and no question is NaN (checked in debug
//            builds; with NaN in release builds the answers are some ranks). Duplicates are
//            welcome. The keys are copied. Move only; a moved-from Index may only be destroyed.
// Invariant: LowerBound(x) <= UpperBound(x) <= size()
// Time:      build O(n); a question as the layout: STree a cache line per log₁₇ n
// Space:     as the layout: STree 1.07 times the keys (1.13 of 64 bits)
// Overflow:  none: the greatest key's UpperBound is size()
// Pitfall:   one question after another waits for memory: hand many in together. -0.0 and 0.0
//            are one key, as they are equal.
// Tested:    against std in all layouts and types: all sorted arrays of up to 7 keys of 4
//            values, sizes 0…300 and around 17ⁱ·16, duplicates, extremes, ±∞, denormals; fuzz
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>

#include "algorithms/precondition.h"
#include "algorithms/search/ordered_key.h"
#include "algorithms/search/s_tree.h"

namespace graft::search {

template <Keyed T, template <class> class Layout = STree>
class Index {
 public:
  explicit Index(std::span<const T> sorted)
      : layout_(sorted.size(), [sorted](size_t rank) { return ToKey(sorted[rank]); }) {
    PRECONDITION(std::none_of(sorted.begin(), sorted.end(), IsNan));
    PRECONDITION(std::is_sorted(sorted.begin(), sorted.end()));
  }

  size_t size() const { return layout_.size(); }
  size_t bytes() const { return layout_.bytes(); }

  // The key of that rank, rank < size().
  T operator[](size_t rank) const {
    PRECONDITION(rank < size());
    return OfKey<T>(layout_[rank]);
  }

  // How many keys are less than x: where it would be inserted before its equals.
  size_t LowerBound(T x) const {
    PRECONDITION(!IsNan(x));
    return layout_.LowerBound(ToKey(x));
  }

  // How many keys are not greater than x: where it would be inserted after its equals.
  size_t UpperBound(T x) const {
    PRECONDITION(!IsNan(x));
    const Key key = ToKey(x);
    return key == kMax ? size() : layout_.LowerBound(key + 1);
  }

  // The ranks of x are [first, second).
  std::pair<size_t, size_t> EqualRange(T x) const {
    return {LowerBound(x), UpperBound(x)};
  }

  size_t Count(T x) const { return UpperBound(x) - LowerBound(x); }

  // The rank that x has, or would have.
  size_t Rank(T x) const { return LowerBound(x); }

  bool Contains(T x) const {
    const size_t rank = LowerBound(x);
    return rank < size() && layout_[rank] == ToKey(x);
  }

  // ranks[i] = LowerBound(xs[i]) for all i together: several times as fast as one by one.
  void LowerBound(std::span<const T> xs, std::span<size_t> ranks) const {
    Together(xs, ranks, [](Key key) { return key; });
  }

  // ranks[i] = UpperBound(xs[i]) for all i together.
  void UpperBound(std::span<const T> xs, std::span<size_t> ranks) const {
    Together(xs, ranks, [](Key key) { return key == kMax ? kMax : Key(key + 1); });
    for (size_t i = 0; i < xs.size(); ++i)
      if (ToKey(xs[i]) == kMax) ranks[i] = size();
  }

 private:
  using Key = KeyOf<T>;

  static constexpr Key kMax = std::numeric_limits<Key>::max();

  static bool IsNan(T x) { return x != x; }

  // The ranks of key_of(ToKey(x)), some at a time.
  template <class KeyOfKey>
  void Together(std::span<const T> xs, std::span<size_t> ranks, KeyOfKey key_of) const {
    PRECONDITION(xs.size() == ranks.size());
    std::array<Key, 128> keys;
    for (size_t at = 0; at < xs.size(); at += keys.size()) {
      const size_t count = std::min(keys.size(), xs.size() - at);
      for (size_t i = 0; i < count; ++i) {
        PRECONDITION(!IsNan(xs[at + i]));
        keys[i] = key_of(ToKey(xs[at + i]));
      }
      layout_.LowerBound(std::span<const Key>(keys.data(), count),
                         ranks.subspan(at, count));
    }
  }

  Layout<Key> layout_;
};

}  // namespace graft::search

// FirstTrue: binary search for the place where a predicate turns true, or stops being true.
//
// Source:    704 Binary Search / 二分查找, and every search on the answer; the sentinels that
//            are never evaluated are those of cp-algorithms.com/num_methods/binary_search.html
// Idea:      ask in the middle and drop the half that cannot hold the answer. Two branches
//            only: one excludes mid, the other keeps it, so the interval always shrinks.
//            Floats are searched by their ordered_key.h: halving that halves how many
//            floats are left, whatever the exponents.
// Contract:  FirstTrue takes pred(hi) for true, never evaluates it, and returns the least x
//            of [lo, hi] with pred(x). LastTrue takes pred(lo) for true, never evaluates it,
//            and returns the greatest x of [lo, hi] with pred(x). So "none" is the sentinel
//            itself, and the whole range of the type can be searched. lo <= hi; no NaN.
//            If pred is not monotone, x is still a boundary: FirstTrue has x = lo or
//            !pred(x - 1), and x = hi or pred(x), all of them evaluated; LastTrue likewise.
// Invariant: FirstTrue !pred(lo - 1) && pred(hi); LastTrue pred(lo) && !pred(hi + 1); what
//            lies outside of the first lo and hi counts as evaluated so
// Time:      ⌈log₂(hi - lo + 1)⌉ evaluations: at most 32 for a float, 64 for a double
// Space:     O(1)
// Overflow:  none: std::midpoint has none, mid + 1 <= hi and mid - 1 >= lo
// Pitfall:   `lo = mid` needs a mid rounded up: rounded down, two elements never become one.
// Tested:    all predicates on ranges up to 9 wide, monotone or not, with every evaluation
//            noted; corners of eight integer types; floats at ±∞, denormals, ±0; constexpr
#pragma once

#include <concepts>
#include <functional>
#include <numeric>

#include "algorithms/precondition.h"
#include "algorithms/search/ordered_key.h"

namespace graft::search {

template <class T>
concept Integer = std::integral<T> && !std::same_as<T, bool>;

template <class T>
concept Real = std::same_as<T, float> || std::same_as<T, double>;

template <Integer T, std::predicate<T> Predicate>
constexpr T FirstTrue(T lo, T hi, Predicate pred) {
  PRECONDITION(lo <= hi);
  while (lo < hi) {
    const T mid = std::midpoint(lo, hi);  // rounds to lo: mid < hi
    if (std::invoke(pred, mid))
      hi = mid;  // next in [lo, mid]
    else
      lo = static_cast<T>(mid + 1);  // next in [mid + 1, hi]
  }
  return lo;
}

template <Integer T, std::predicate<T> Predicate>
constexpr T LastTrue(T lo, T hi, Predicate pred) {
  PRECONDITION(lo <= hi);
  while (lo < hi) {
    const T mid = std::midpoint(hi, lo);  // rounds to hi: lo < mid
    if (std::invoke(pred, mid))
      lo = mid;  // next in [mid, hi]
    else
      hi = static_cast<T>(mid - 1);  // next in [lo, mid - 1]
  }
  return lo;
}

template <Real T, std::predicate<T> Predicate>
constexpr T FirstTrue(T lo, T hi, Predicate pred) {
  PRECONDITION(lo <= hi);  // false if either is NaN
  return OfKey<T>(FirstTrue(ToKey(lo), ToKey(hi), [&pred](KeyOf<T> key) {
    return static_cast<bool>(std::invoke(pred, OfKey<T>(key)));
  }));
}

template <Real T, std::predicate<T> Predicate>
constexpr T LastTrue(T lo, T hi, Predicate pred) {
  PRECONDITION(lo <= hi);  // false if either is NaN
  return OfKey<T>(LastTrue(ToKey(lo), ToKey(hi), [&pred](KeyOf<T> key) {
    return static_cast<bool>(std::invoke(pred, OfKey<T>(key)));
  }));
}

}  // namespace graft::search

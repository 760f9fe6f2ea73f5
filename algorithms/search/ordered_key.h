// OrderedKey: numbers as signed integers of their width that compare as the numbers do.
//
// Source:    ours; the order of IEEE 754's bit patterns
// Idea:      a search needs nothing but <. Mapped to signed integers once, five types are
//            searched by two vector kernels, and "the next larger key" is key + 1.
//            Unsigned: flip the top bit. Float: the bits are a sign and a magnitude, and
//            the magnitudes are in the order of the values.
// Contract:  a < b exactly if ToKey(a) < ToKey(b), and ToKey(OfKey(k)) = k for the key k of
//            a number; -0.0 and 0.0, which are equal, share the key 0. No NaN.
// Invariant: none
// Time:      O(1)
// Space:     none
// Overflow:  none: a magnitude has no top bit, so its negation is in range
// Pitfall:   the key of -0.0 comes back as 0.0.
// Tested:    order of all pairs of corners and of random bits, and the way back; constexpr
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace graft::search {

template <class T>
concept Keyed =
    std::same_as<T, int32_t> || std::same_as<T, uint32_t> || std::same_as<T, int64_t> ||
    std::same_as<T, uint64_t> || std::same_as<T, float> || std::same_as<T, double>;

template <Keyed T>
using KeyOf = std::conditional_t<sizeof(T) == 4, int32_t, int64_t>;

template <Keyed T>
constexpr KeyOf<T> ToKey(T x) {
  using Key = KeyOf<T>;
  constexpr Key kMin = std::numeric_limits<Key>::min();
  const Key bits = std::bit_cast<Key>(x);
  if constexpr (std::signed_integral<T>)
    return bits;
  else if constexpr (std::unsigned_integral<T>)
    return bits ^ kMin;
  else
    return bits < 0 ? -(bits & ~kMin) : bits;
}

template <Keyed T>
constexpr T OfKey(KeyOf<T> key) {
  using Key = KeyOf<T>;
  constexpr Key kMin = std::numeric_limits<Key>::min();
  if constexpr (std::signed_integral<T>)
    return key;
  else if constexpr (std::unsigned_integral<T>)
    return std::bit_cast<T>(key ^ kMin);
  else
    return key < 0 ? -std::bit_cast<T>(-key) : std::bit_cast<T>(key);
}

}  // namespace graft::search

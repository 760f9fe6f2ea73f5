// KeySearch: how many keys of a small sorted array are less than a key, without a branch.
//
// Source:    Slotin, "Static B-Trees" and "Search Trees", Algorithms for Modern Hardware
//            (en.algorithmica.org/hpc), 2022
// Idea:      numbers: compare with all N, a vector at a time, and count; padding at the end is
//            never less. Other keys: a binary search without a branch on the comparison.
// Contract:  keys rise. Avx512Count only if Runs(), and inlined into a function that has
//            GRAFT_AVX512 for its target
// Invariant: binary search: keys before `base` are less; the answer is in base + [0, length]
// Time:      numbers N / lanes comparisons; others log₂ size + 1 comparisons
// Space:     O(1)
// Overflow:  none: a count of at most N
// Pitfall:   NaN is less than nothing and nothing is less than NaN: never let it be a key.
// Tested:    every size, all types of number, extremes, both ways to count
#pragma once

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <type_traits>

#include "algorithms/search/node_rank.h"

namespace graft::trees {

// Orders that the processor compares: < of numbers.
template <class Key, class Compare>
concept VectorOrder =
    std::is_arithmetic_v<Key> && !std::same_as<Key, bool> && sizeof(Key) <= 8 &&
    (std::same_as<Compare, std::less<Key>> || std::same_as<Compare, std::less<>>);

// Counts with whatever vectors the compiler has for the processor at hand.
struct PortableCount {
  template <size_t N, class Key>
  static size_t Less(const Key* keys, Key key) {
    constexpr size_t kBytes = N * sizeof(Key) < 64 ? N * sizeof(Key) : 64;
    typedef Key Vector __attribute__((vector_size(kBytes)));
    decltype(Vector{} < Vector{}) counts{};
    for (size_t i = 0; i < N; i += kBytes / sizeof(Key)) {
      Vector vector;
      std::memcpy(&vector, keys + i, kBytes);
      counts -= vector < key;  // a true lane is −1
    }
    size_t count = 0;
    for (size_t lane = 0; lane < kBytes / sizeof(Key); ++lane) count += counts[lane];
    return count;
  }
};

#if defined(__x86_64__)
#define GRAFT_AVX512 "avx512f,avx512bw,popcnt"

// Eight or sixteen comparisons give a mask: few instructions, so more searches overlap.
struct Avx512Count {
  static bool Runs() {
    static const bool runs = search::Supports(search::Isa::kAvx512);
    return runs;
  }

  template <size_t N, class Key>
  [[gnu::target(GRAFT_AVX512)]] static size_t Less(const Key* keys, Key key) {
    if constexpr (sizeof(Key) < 4 || N * sizeof(Key) < 64 || !std::has_single_bit(N) ||
                  N > 64) {
      return PortableCount::Less<N>(keys, key);
    } else {
      return std::popcount(uint64_t{Mask<N>(keys, key)});
    }
  }

 private:
  // Bit i: keys[i] is less. Joined before they are counted, masks need one count and one of
  // the slow moves out of the mask registers.
  template <size_t N, class Key>
  [[gnu::target(GRAFT_AVX512)]] static auto Mask(const Key* keys, Key key) {
    if constexpr (N * sizeof(Key) == 64) {
      return LessMask(keys, key);
    } else {
      const auto low = Mask<N / 2>(keys, key), high = Mask<N / 2>(keys + N / 2, key);
      if constexpr (N == 16) return _mm512_kunpackb(high, low);
      if constexpr (N == 32) return _mm512_kunpackw(high, low);
      if constexpr (N == 64) return _mm512_kunpackd(high, low);
    }
  }

  template <class Key>
  [[gnu::target(GRAFT_AVX512)]] static unsigned LessMask(const Key* keys, Key key) {
    if constexpr (std::same_as<Key, double>) {
      return _mm512_cmp_pd_mask(_mm512_loadu_pd(keys), _mm512_set1_pd(key), _CMP_LT_OQ);
    } else if constexpr (std::same_as<Key, float>) {
      return _mm512_cmp_ps_mask(_mm512_loadu_ps(keys), _mm512_set1_ps(key), _CMP_LT_OQ);
    } else if constexpr (sizeof(Key) == 8) {
      const __m512i lanes = _mm512_loadu_si512(keys), all = _mm512_set1_epi64(key);
      return std::is_signed_v<Key> ? _mm512_cmplt_epi64_mask(lanes, all)
                                   : _mm512_cmplt_epu64_mask(lanes, all);
    } else {
      const __m512i lanes = _mm512_loadu_si512(keys), all = _mm512_set1_epi32(key);
      return std::is_signed_v<Key> ? _mm512_cmplt_epi32_mask(lanes, all)
                                   : _mm512_cmplt_epu32_mask(lanes, all);
    }
  }
};
#endif

template <class Key, class Compare>
size_t PartitionPoint(const Key* keys, size_t size, const Key& key,
                      const Compare& compare) {
  const Key* base = keys;
  for (size_t length = size; length > 0;) {
    const size_t half = (length + 1) / 2;
    base += half & -static_cast<size_t>(compare(base[half - 1], key));  // or 0
    length -= half;
  }
  return base - keys;
}

}  // namespace graft::trees

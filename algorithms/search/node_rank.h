// NodeRank: how many keys of one cache line are less than a key, by three instruction sets.
//
// Source:    algorithmica.org/en/b-tree (S. Slotin): compare a whole node at once
// Idea:      in a sorted node the place of a key is the number of keys below it. Counting
//            needs no branch and no order: one or two vector comparisons to a mask, and
//            the mask's ones.
// Contract:  a node is 64 bytes at a multiple of 64: 16 keys of 32 bits or 8 of 64. A kernel
//            may run only where Supports(its Isa).
// Invariant: none
// Time:      O(1): 1 comparison with AVX-512, 2 with AVX2, a loop in the portable twin
// Space:     none
// Overflow:  none
// Pitfall:   a kernel is inlined only into functions with the same GRAFT_TARGET.
// Tested:    every rank of random nodes with duplicates and extremes, in each instruction
//            set of the machine
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#ifdef __x86_64__
#include <immintrin.h>
#define GRAFT_TARGET(features) [[gnu::target(features)]]
#else
#define GRAFT_TARGET(features)
#endif

namespace graft::search {

enum class Isa { kPortable, kAvx2, kAvx512 };
inline constexpr std::array kAllIsas = {Isa::kPortable, Isa::kAvx2, Isa::kAvx512};

inline bool Supports(Isa isa) {
  if (isa == Isa::kPortable) return true;
#ifdef __x86_64__
  if (!__builtin_cpu_supports("popcnt")) return false;
  return isa == Isa::kAvx2
             ? __builtin_cpu_supports("avx2")
             : __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
#else
  return false;
#endif
}

inline Isa BestIsa() {
  static const Isa best = Supports(Isa::kAvx512) ? Isa::kAvx512
                          : Supports(Isa::kAvx2) ? Isa::kAvx2
                                                 : Isa::kPortable;
  return best;
}

template <class Key>
inline constexpr size_t kNodeKeys = 64 / sizeof(Key);

struct PortableNode {
  template <class Key>
  static size_t Rank(const Key* node, Key key) {
    Key less = 0;
    for (size_t i = 0; i < kNodeKeys<Key>; ++i) less += node[i] < key;
    return static_cast<size_t>(less);
  }
};

#ifdef __x86_64__

struct Avx2Node {
  template <class Key>
  GRAFT_TARGET("avx2,popcnt")
  static size_t Rank(const Key* node, Key key) {
    const auto* half = reinterpret_cast<const __m256i*>(node);
    const __m256i lo = _mm256_load_si256(half), hi = _mm256_load_si256(half + 1);
    __m256i less;  // 16 bits for each 32 of the node, in some order
    if constexpr (sizeof(Key) == 4) {
      const __m256i all = _mm256_set1_epi32(key);
      less = _mm256_packs_epi32(_mm256_cmpgt_epi32(all, lo),  //
                                _mm256_cmpgt_epi32(all, hi));
    } else {
      const __m256i all = _mm256_set1_epi64x(key);
      less = _mm256_packs_epi32(_mm256_cmpgt_epi64(all, lo),  //
                                _mm256_cmpgt_epi64(all, hi));
    }
    const auto bytes = static_cast<uint32_t>(_mm256_movemask_epi8(less));
    return static_cast<size_t>(__builtin_popcount(bytes)) / (sizeof(Key) / 2);
  }
};

struct Avx512Node {
  template <class Key>
  GRAFT_TARGET("avx512f,popcnt")
  static size_t Rank(const Key* node, Key key) {
    const __m512i keys = _mm512_load_si512(node);
    uint32_t less;  // a bit for each key
    if constexpr (sizeof(Key) == 4)
      less = _mm512_cmpgt_epi32_mask(_mm512_set1_epi32(key), keys);
    else
      less = _mm512_cmpgt_epi64_mask(_mm512_set1_epi64(key), keys);
    return static_cast<size_t>(__builtin_popcount(less));
  }
};

#else
using Avx2Node = PortableNode;
using Avx512Node = PortableNode;
#endif

}  // namespace graft::search

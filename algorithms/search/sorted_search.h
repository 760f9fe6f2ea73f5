// SortedSearch: std::lower_bound without mispredicted branches, on the sorted array as it is.
//
// Source:    35 Search Insert Position / 搜索插入位置; algorithmica.org/en/binary-search
//            (S. Slotin) for the conditional move; the uneven first cut is ours
// Idea:      half of a binary search's branches are mispredicted, and each costs more than
//            the comparison. A conditional move has nothing to predict. But it also ends the
//            processor's guessing ahead, which had been a prefetch: so beyond the cache the
//            four keys that may be compared two steps later are asked for. And halving a
//            power of two again and again meets the same few cache sets: the first cut is
//            a little less than half.
// Contract:  [first, last) is sorted (not checked: that would take longer than the search);
//            no NaN. Returns the first place whose key is not less, or last.
// Invariant: the answer lies in [base, base + size], and base[size] of the window's end is
//            not less than key or is the end of the array.
// Time:      ⌈log₂ n⌉ + 2 steps at most, whatever the key
// Space:     O(1)
// Overflow:  none
// Pitfall:   written in C++ as `less ? right : base`, GCC 12 makes a branch of it and Clang 14
//            may: hence the assembly, with a portable twin for other processors.
// Tested:    all sorted arrays of up to 7 keys of 4 values, all ten types of number, sizes
//            0…2100 and beyond the cache, against std::lower_bound
#pragma once

#include <concepts>
#include <cstddef>
#include <iterator>
#include <memory>
#include <type_traits>

namespace graft::search {

namespace internal {

// right if right[-1] < key, else base.
template <class T>
[[gnu::always_inline]] inline const T* Choose(const T* base, const T* right, T key) {
#ifdef __x86_64__
  if constexpr (std::same_as<T, float>)
    asm("ucomiss %[probe], %[key]\n\tcmova %[right], %[base]"
        : [base] "+r"(base)
        : [right] "r"(right), [probe] "m"(right[-1]), [key] "x"(key)
        : "cc");
  else if constexpr (std::same_as<T, double>)
    asm("ucomisd %[probe], %[key]\n\tcmova %[right], %[base]"
        : [base] "+r"(base)
        : [right] "r"(right), [probe] "m"(right[-1]), [key] "x"(key)
        : "cc");
  else if constexpr (std::signed_integral<T>)
    asm("cmp %[key], %[probe]\n\tcmovl %[right], %[base]"
        : [base] "+r"(base)
        : [right] "r"(right), [probe] "m"(right[-1]), [key] "r"(key)
        : "cc");
  else
    asm("cmp %[key], %[probe]\n\tcmovb %[right], %[base]"
        : [base] "+r"(base)
        : [right] "r"(right), [probe] "m"(right[-1]), [key] "r"(key)
        : "cc");
  return base;
#else
  return base + ((right - base) & -static_cast<std::ptrdiff_t>(right[-1] < key));
#endif
}

// Where the answer still may be.
template <class T>
struct Window {
  const T* base;
  size_t size;

  // 1 <= cut <= size / 2. Both sides keep size - cut keys: those of the left side that are
  // too many are not less, and do no harm.
  [[gnu::always_inline]] void Cut(size_t cut, T key) {
    base = Choose(base, base + cut, key);
    size -= cut;
  }

  // Asks for the four keys that may be compared after the next two cuts.
  [[gnu::always_inline]] void PrefetchAfterTwo() const {
    const size_t first = size / 2, second = (size - first) / 2;
    const T* probe = base + (size - first - second) / 2 - 1;
    __builtin_prefetch(probe);
    __builtin_prefetch(probe + first);
    __builtin_prefetch(probe + second);
    __builtin_prefetch(probe + first + second);
  }
};

inline constexpr size_t kCachedBytes = size_t{1} << 19;
inline constexpr size_t kEvenlyCut =
    1024;  // keys: with fewer, cache sets do not matter
inline constexpr size_t kFewLinesLeft =
    64;  // keys: from here a prefetch comes too late

}  // namespace internal

template <std::contiguous_iterator Iterator>
Iterator LowerBound(Iterator first, Iterator last, std::iter_value_t<Iterator> key) {
  using T = std::iter_value_t<Iterator>;
  static_assert(std::integral<T> || std::same_as<T, float> || std::same_as<T, double>);
  if (first == last) return last;
  const T* const begin = std::to_address(first);
  internal::Window<T> window{begin, static_cast<size_t>(last - first)};
  const bool cached = window.size * sizeof(T) <= internal::kCachedBytes;
  if (window.size > internal::kEvenlyCut)
    window.Cut(window.size / 2 - window.size / 32, key);
  if (!cached)
    while (window.size > internal::kFewLinesLeft) {
      window.PrefetchAfterTwo();
      window.Cut(window.size / 2, key);
    }
  while (window.size > 1) window.Cut(window.size / 2, key);
  return first + (window.base - begin) + (*window.base < key);
}

}  // namespace graft::search

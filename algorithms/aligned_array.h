// AlignedArray: an array that begins at a cache line, and at a large page if it is large.
//
// Source:    ours
// Idea:      a node of 64 bytes must be one cache line, or each visit costs two. A random
//            visit to gigabytes on 4 KiB pages also misses the TLB: pages of 2 MiB are asked
//            for (madvise), which the kernel may grant or not.
// Contract:  the elements are not initialised: write before you read. Move only; a moved-from
//            array is only good for assignment.
// Invariant: data() is a multiple of 64, from 2 MiB on of 2 MiB
// Time:      O(1)
// Space:     none beside the array
// Overflow:  size * sizeof(T) beyond size_t throws std::bad_array_new_length
// Pitfall:   the kernel gives large pages as they are first written, a pause of some 100 µs each.
// Tested:    alignment around both sizes, moves, nothing leaks
#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <new>
#include <type_traits>
#if __has_include(<sys/mman.h>)
#include <sys/mman.h>
#endif

namespace graft {

inline constexpr size_t kCacheLine = 64;
inline constexpr size_t kLargePage = size_t{1} << 21;

template <class T>
class AlignedArray {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  explicit AlignedArray(size_t size) : bytes_(size * sizeof(T)) {
    if (size > std::numeric_limits<size_t>::max() / sizeof(T))
      throw std::bad_array_new_length();
    const std::align_val_t alignment{bytes_ < kLargePage ? kCacheLine : kLargePage};
    data_ = {static_cast<T*>(::operator new(bytes_, alignment)), Free{alignment}};
#ifdef MADV_HUGEPAGE
    if (bytes_ >= kLargePage) madvise(data_.get(), bytes_, MADV_HUGEPAGE);
#endif
  }

  T* data() { return data_.get(); }
  const T* data() const { return data_.get(); }
  size_t bytes() const { return bytes_; }

 private:
  struct Free {
    std::align_val_t alignment;
    void operator()(T* data) const { ::operator delete(data, alignment); }
  };

  size_t bytes_;
  std::unique_ptr<T[], Free> data_{nullptr, Free{}};
};

}  // namespace graft

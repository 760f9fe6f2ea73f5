#include "algorithms/aligned_array.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <utility>

namespace graft {
namespace {

template <class T>
bool LiesAt(const AlignedArray<T>& array, size_t alignment) {
  return reinterpret_cast<uintptr_t>(array.data()) % alignment == 0;
}

TEST(AlignedArray, BeginsAtACacheLine) {
  for (size_t size = 0; size < 100; ++size) {
    AlignedArray<int32_t> array(size);
    EXPECT_TRUE(LiesAt(array, kCacheLine)) << size;
    EXPECT_EQ(array.bytes(), 4 * size);
    for (size_t i = 0; i < size; ++i) array.data()[i] = 7;
  }
}

TEST(AlignedArray, BeginsAtALargePageFromItsSizeOn) {
  for (const size_t bytes : {kLargePage - 1, kLargePage, kLargePage + 1}) {
    AlignedArray<char> array(bytes);
    EXPECT_TRUE(LiesAt(array, bytes < kLargePage ? kCacheLine : kLargePage));
    array.data()[0] = array.data()[bytes - 1] = 7;
  }
}

TEST(AlignedArray, MovesWithoutMovingItsElements) {
  AlignedArray<double> array(5);
  double* data = array.data();
  AlignedArray<double> other = std::move(array);
  EXPECT_EQ(other.data(), data);
  AlignedArray<double> third(9);
  third = std::move(other);
  EXPECT_EQ(third.data(), data);
}

TEST(AlignedArray, RefusesASizeOutOfRange) {
  EXPECT_THROW(AlignedArray<double>(~size_t{0} / 4), std::bad_array_new_length);
}

}  // namespace
}  // namespace graft

#include "algorithms/trees/ordered/key_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "algorithms/trees/ordered/node_slots.h"

namespace graft::trees {
namespace {

constexpr size_t kSlots = 32;

template <class Key>
class KeySearchTest : public testing::Test {
 protected:
  // Each size, the extremes among the keys and asked for.
  template <class Count>
  void ExpectCounts() {
    using Limits = std::numeric_limits<Key>;
    for (size_t size = 0; size <= kSlots; ++size) {
      std::vector<Key> keys(kSlots, Padding<Key>());
      for (size_t i = 0; i < size; ++i) keys[i] = static_cast<Key>(2 * i + 1);
      if (size > 1) keys[0] = Limits::lowest();
      if (size > 2) keys[size - 1] = Limits::max();
      std::vector<Key> targets = {Limits::lowest(), Limits::max(), Padding<Key>()};
      for (size_t i = 0; i < 2 * kSlots + 2; ++i)
        targets.push_back(static_cast<Key>(i));
      for (const Key key : targets) {
        const auto expected =
            std::ranges::count_if(keys, [&](Key k) { return k < key; });
        ASSERT_EQ(Count::template Less<kSlots>(keys.data(), key),
                  static_cast<size_t>(expected));
      }
    }
  }
};

using Numbers = testing::Types<int8_t, uint8_t, int16_t, uint16_t, int32_t, uint32_t,
                               int64_t, uint64_t, float, double>;
TYPED_TEST_SUITE(KeySearchTest, Numbers);

TYPED_TEST(KeySearchTest, Counts) { this->template ExpectCounts<PortableCount>(); }

#ifdef GRAFT_AVX512
TYPED_TEST(KeySearchTest, CountsWithMasks) {
  if (!Avx512Count::Runs()) GTEST_SKIP() << "the processor has no AVX-512";
  this->template ExpectCounts<Avx512Count>();
}
#endif

TEST(KeySearch, FindsTheLowerBoundOfOtherOrders) {
  for (size_t size = 0; size <= 20; ++size) {
    std::vector<int> falling;
    for (size_t i = 0; i < size; ++i) falling.push_back(2 * static_cast<int>(size - i));
    for (int key = -1; key <= 2 * static_cast<int>(size) + 1; ++key) {
      const size_t expected =
          std::lower_bound(falling.begin(), falling.end(), key, std::greater<int>()) -
          falling.begin();
      ASSERT_EQ(PartitionPoint(falling.data(), size, key, std::greater<int>()),
                expected);
    }
  }
  const std::vector<std::string> words = {"a", "b", "d"};
  EXPECT_EQ(PartitionPoint(words.data(), 3, std::string("c"), std::less<>()), 2u);
}

TEST(KeySearch, KnowsWhichOrdersAreTheProcessors) {
  static_assert(VectorOrder<int, std::less<int>>);
  static_assert(VectorOrder<double, std::less<>>);
  static_assert(!VectorOrder<int, std::greater<int>>);
  static_assert(!VectorOrder<bool, std::less<bool>>);
  static_assert(!VectorOrder<std::string, std::less<std::string>>);
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/ordered/node_keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace graft::trees {
namespace {

constexpr size_t kSlots = 64;

template <class Key>
class NodeKeysTest : public testing::Test {
 protected:
  using Keys = NodeKeys<Key, kSlots>;
  using Less = std::less<Key>;

  static void ExpectLowerBound(const Keys& keys, const std::vector<Key>& model,
                               Key key) {
    const size_t expected = std::ranges::lower_bound(model, key) - model.begin();
    const size_t size = model.size();
    ASSERT_EQ(keys.template Before<PortableCount>(size, key, Less()), expected);
#ifdef GRAFT_AVX512
    if (Avx512Count::Runs()) {
      ASSERT_EQ(keys.template Before<Avx512Count>(size, key, Less()), expected);
    }
#endif
  }
};

using Numbers = testing::Types<int8_t, uint8_t, int16_t, uint16_t, int32_t, uint32_t,
                               int64_t, uint64_t, float, double>;
TYPED_TEST_SUITE(NodeKeysTest, Numbers);

TYPED_TEST(NodeKeysTest, FindsTheLowerBoundAtEverySizeAsItFillsAndEmpties) {
  using Limits = std::numeric_limits<TypeParam>;
  typename TestFixture::Keys keys;
  std::vector<TypeParam> model;
  const auto expect_all = [&] {
    ASSERT_TRUE(keys.IsSound(model.size()));
    for (int key = 0; key <= 2 * static_cast<int>(kSlots); key += 3) {
      this->ExpectLowerBound(keys, model, static_cast<TypeParam>(key));
    }
    this->ExpectLowerBound(keys, model, Limits::lowest());
    this->ExpectLowerBound(keys, model, Limits::max());
  };
  for (size_t size = 0; size < kSlots; ++size) {
    const auto key = static_cast<TypeParam>(size * 37 % kSlots * 2);
    const size_t at = std::ranges::lower_bound(model, key) - model.begin();
    keys.Insert(size, at, key);
    model.insert(model.begin() + at, key);
    expect_all();
  }
  keys.Set(kSlots - 1, model.back() = Limits::max());
  expect_all();
  for (size_t size = kSlots; size > 0; --size) {
    const size_t at = 29 % size;
    ASSERT_EQ(keys.Take(size, at), model[at]);
    model.erase(model.begin() + at);
    expect_all();
  }
}

TYPED_TEST(NodeKeysTest, MovesTailsWithTheirLines) {
  for (size_t from = 0; from <= kSlots; from += 7) {
    typename TestFixture::Keys keys, tail;
    for (size_t i = 0; i < kSlots; ++i) keys.Insert(i, i, static_cast<TypeParam>(i));
    keys.MoveTail(kSlots, from, tail, 0);
    ASSERT_TRUE(keys.IsSound(from));
    ASSERT_TRUE(tail.IsSound(kSlots - from));
  }
}

TEST(NodeKeys, SearchesOtherOrdersByHalving) {
  NodeKeys<std::string, 4> words;
  const std::vector<std::string> sorted = {"a", "c", "e"};
  for (size_t i = 0; i < 3; ++i) words.Insert(i, i, sorted[i]);
  EXPECT_EQ(words.Before<PortableCount>(3, std::string("d"), std::less<>()), 2u);
  const std::string released = words.Release(1);
  words.Set(1, "b");
  EXPECT_EQ(released + words[1], "cb");
  words.Destroy(3);
}

TEST(NodeKeys, ALineApartTakesOneCacheLine) {
  static_assert(sizeof(NodeKeys<int64_t, 64>) == 64 + 64 * 8);
  static_assert(sizeof(NodeKeys<int64_t, 4>) == 4 * 8);
  static_assert(sizeof(NodeKeys<int8_t, 64>) == 64);
}

}  // namespace
}  // namespace graft::trees

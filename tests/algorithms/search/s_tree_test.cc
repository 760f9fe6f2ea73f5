#include "algorithms/search/s_tree.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <utility>
#include <vector>

#include "tests/algorithms/search/small_arrays.h"

namespace graft::search {
namespace {

template <class Key>
class STreeTest : public testing::Test {};
using Keys = testing::Types<int32_t, int64_t>;
TYPED_TEST_SUITE(STreeTest, Keys);

template <class Key>
STree<Key> TreeOf(const std::vector<Key>& sorted, Isa isa = BestIsa()) {
  return STree<Key>(
      sorted.size(), [&](size_t rank) { return sorted[rank]; }, isa);
}

// One by one and together, in each instruction set, against std.
template <class Key>
void ExpectFinds(const std::vector<Key>& sorted, const std::vector<Key>& keys) {
  for (const Isa isa : kAllIsas) {
    if (!Supports(isa)) continue;
    const STree<Key> tree = TreeOf(sorted, isa);
    std::vector<size_t> ranks(keys.size());
    tree.LowerBound(keys, ranks);
    for (size_t i = 0; i < keys.size(); ++i) {
      const auto want = std::ranges::lower_bound(sorted, keys[i]) - sorted.begin();
      ASSERT_EQ(tree.LowerBound(keys[i]), static_cast<size_t>(want)) << sorted.size();
      ASSERT_EQ(ranks[i], static_cast<size_t>(want)) << sorted.size();
    }
  }
}

TYPED_TEST(STreeTest, FindsEverythingInSmallArrays) {
  ForEachSortedArray<TypeParam>(7, 4, [](const auto& sorted) {
    ExpectFinds(sorted, {-1, 0, 1, 2, 3, 4});
  });
}

// The sizes at which the tree gains a layer, or its last node, for both widths of keys.
std::set<size_t> Sizes() {
  std::set<size_t> sizes;
  for (size_t size = 0; size <= 300; ++size) sizes.insert(size);
  for (const size_t keys : {size_t{16}, size_t{8}})
    for (size_t full = keys * (keys + 1); full < 90'000; full *= keys + 1)
      for (const size_t less : {size_t{0}, keys})
        for (const size_t size : {full - less - 1, full - less, full - less + 1})
          sizes.insert(size);
  return sizes;
}

// Keys 3, 6, 9, …: between, at and beside each, and at the ends of the type.
TYPED_TEST(STreeTest, FindsEverythingAtEverySizeAndShape) {
  using Limits = std::numeric_limits<TypeParam>;
  for (const size_t size : Sizes()) {
    std::vector<TypeParam> sorted, keys = {Limits::min(), Limits::max(), 0};
    for (size_t i = 1; i <= size; ++i) sorted.push_back(static_cast<TypeParam>(3 * i));
    for (size_t i = 0; i <= size; i += 1 + size / 1000)
      for (const int beside : {-1, 0, 1, 2})
        keys.push_back(static_cast<TypeParam>(3 * i) + beside);
    ExpectFinds(sorted, keys);
  }
}

TYPED_TEST(STreeTest, FindsTheFirstOfManyEqualAndTheExtremes) {
  using Limits = std::numeric_limits<TypeParam>;
  std::mt19937_64 random(1);
  for (const int values : {1, 2, 5, 100}) {
    std::vector<TypeParam> sorted;
    for (int i = 0; i < 5000; ++i) {
      const auto value = static_cast<TypeParam>(random() % values);
      sorted.push_back(i % 3 == 0   ? value
                       : i % 3 == 1 ? Limits::max() - value
                                    : Limits::min() + value);
    }
    std::ranges::sort(sorted);
    std::vector<TypeParam> keys = sorted;
    for (const TypeParam key : sorted) keys.push_back(key ^ 1);
    ExpectFinds(sorted, keys);
  }
}

TYPED_TEST(STreeTest, KeepsTheSortedKeys) {
  for (const size_t size : {1u, 17u, 1000u}) {
    std::vector<TypeParam> sorted(size);
    for (size_t i = 0; i < size; ++i) sorted[i] = static_cast<TypeParam>(i * i);
    const STree<TypeParam> tree = TreeOf(sorted);
    for (size_t i = 0; i < size; ++i) ASSERT_EQ(tree[i], sorted[i]);
    EXPECT_EQ(tree.size(), size);
  }
}

TEST(STreeTest, HasTheHeightAndSpaceOfItsCard) {
  const auto identity = [](size_t rank) { return static_cast<int32_t>(rank); };
  for (const auto& [size, height] : {std::pair{0u, 0},
                                     {16u, 0},
                                     {17u, 1},
                                     {272u, 1},
                                     {273u, 2},
                                     {4624u, 2},
                                     {4625u, 3},
                                     {78'608u, 3}}) {
    const STree<int32_t> tree(size, identity);
    EXPECT_EQ(tree.height(), height) << size;
    EXPECT_LE(tree.bytes(), 4 * size + size / 4 + 64 * 5);
  }
}

TEST(STreeTest, Moves) {
  const std::vector<int32_t> sorted(1000, 5);
  STree<int32_t> tree = TreeOf(sorted);
  STree<int32_t> moved = std::move(tree);
  EXPECT_EQ(moved.LowerBound(6), 1000u);
  moved = TreeOf(std::vector<int32_t>{1, 2});
  EXPECT_EQ(moved.LowerBound(6), 2u);
}

TEST(STreeDeathTest, RefusesAnImpossibleSizeAndAnUnequalBatch) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto zero = [](size_t) { return 0; };
  EXPECT_DEATH(STree<int32_t>(size_t{1} << 40, zero), "size >> 40 == 0");
  EXPECT_DEATH(STree<int32_t>(~size_t{0}, zero), "size >> 40 == 0");
  const STree<int32_t> tree = TreeOf(std::vector<int32_t>{1, 2});
  std::vector<int32_t> keys(2);
  std::vector<size_t> ranks(1);
  EXPECT_DEATH(tree.LowerBound(keys, ranks), "keys.size\\(\\) == ranks.size\\(\\)");
}

}  // namespace
}  // namespace graft::search

#include "algorithms/search/eytzinger.h"

#include <gtest/gtest.h>

#include <vector>

namespace graft::search {
namespace {

Eytzinger<int64_t> Threes(size_t size) {
  return {size, [](size_t rank) { return static_cast<int64_t>(3 * rank); }};
}

// The twin of RankOf: an in-order walk.
void WalkInOrder(size_t node, size_t size, std::vector<size_t>& nodes) {
  if (node > size) return;
  WalkInOrder(2 * node, size, nodes);
  nodes.push_back(node);
  WalkInOrder(2 * node + 1, size, nodes);
}

TEST(Eytzinger, RanksAreTheInOrderWalk) {
  for (size_t size = 0; size <= 600; ++size) {
    const Eytzinger<int64_t> tree = Threes(size);
    std::vector<size_t> nodes;
    WalkInOrder(1, size, nodes);
    ASSERT_EQ(nodes.size(), size);
    for (size_t rank = 0; rank < size; ++rank) {
      ASSERT_EQ(tree.NodeOf(rank), nodes[rank]) << size;
      ASSERT_EQ(tree.RankOf(nodes[rank]), rank) << size;
      ASSERT_EQ(tree[rank], static_cast<int64_t>(3 * rank)) << size;
    }
  }
}

TEST(Eytzinger, FindsOneByOneAndManyTogether) {
  for (size_t size = 0; size <= 100; ++size) {
    const Eytzinger<int64_t> tree = Threes(size);
    EXPECT_EQ(tree.bytes(), 8 * (size + 1));
    std::vector<int64_t> keys;
    for (int key = -1; key <= 301; ++key) keys.push_back(key);
    std::vector<size_t> ranks(keys.size());
    tree.LowerBound(keys, ranks);
    for (size_t i = 0; i < keys.size(); ++i) {
      const size_t want = std::min<size_t>(size, keys[i] <= 0 ? 0 : (keys[i] + 2) / 3);
      ASSERT_EQ(tree.LowerBound(keys[i]), want);
      ASSERT_EQ(ranks[i], want);
    }
  }
}

TEST(EytzingerDeathTest, RefusesAnUnequalBatch) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const Eytzinger<int64_t> tree = Threes(3);
  std::vector<int64_t> keys(2);
  std::vector<size_t> ranks(1);
  EXPECT_DEATH(tree.LowerBound(keys, ranks), "keys.size\\(\\) == ranks.size\\(\\)");
}

}  // namespace
}  // namespace graft::search

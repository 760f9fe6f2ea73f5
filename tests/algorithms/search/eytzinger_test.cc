#include "algorithms/search/eytzinger.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/algorithms/search/small_arrays.h"

namespace graft::search {
namespace {

// The twin of RankOf: an in-order walk.
void WalkInOrder(size_t node, size_t size, std::vector<size_t>& nodes) {
  if (node > size) return;
  WalkInOrder(2 * node, size, nodes);
  nodes.push_back(node);
  WalkInOrder(2 * node + 1, size, nodes);
}

TEST(Eytzinger, RanksAreTheInOrderWalk) {
  for (size_t size = 0; size <= 600; ++size) {
    const Eytzinger<int64_t> tree = Threes<Eytzinger, int64_t>(size);
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
  for (size_t size = 0; size <= 100; ++size)
    EXPECT_EQ((Threes<Eytzinger, int64_t>(size).bytes()), 8 * (size + 1));
  ExpectFindsInThrees<Eytzinger, int64_t>();
}

TEST(EytzingerDeathTest, RefusesAnUnequalBatch) {
  ExpectRefusesAnUnequalBatch<Eytzinger, int64_t>();
}

}  // namespace
}  // namespace graft::search

#include "algorithms/trees/ordered/node_pool.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <vector>

namespace graft::trees {
namespace {

struct alignas(64) Node {
  Node() { ++alive; }
  ~Node() { --alive; }
  uint64_t bytes[40];
  static inline int alive = 0;
};

TEST(NodePool, NodesAreAlignedAndDoNotOverlap) {
  NodePool<Node> pool;
  std::set<uintptr_t> places;
  for (size_t i = 0; i < 20'000; ++i) {
    Node* const node = pool.Make().release();
    for (uint64_t& word : node->bytes) word = i;
    ASSERT_EQ(reinterpret_cast<uintptr_t>(node) % 64, 0u);
    places.insert(reinterpret_cast<uintptr_t>(node));
  }
  uintptr_t end = 0;
  for (const uintptr_t place : places) {
    ASSERT_GE(place, end);
    end = place + sizeof(Node);
  }
  EXPECT_EQ(places.size(), 20'000u);
  EXPECT_LE(pool.bytes(), 20'000 * sizeof(Node) + kLargePage);
  for (const uintptr_t place : places) pool.Free(reinterpret_cast<Node*>(place));
  EXPECT_EQ(Node::alive, 0);
}

TEST(NodePool, AFreedNodeIsHandedOutFirst) {
  NodePool<Node> pool;
  Node* const first = pool.Make().release();
  Node* const second = pool.Make().release();
  pool.Free(first);
  EXPECT_EQ(Node::alive, 1);
  EXPECT_EQ(pool.Make().get(), first) << "and is freed again";
  EXPECT_EQ(pool.Make().get(), first);
  pool.Free(second);
  EXPECT_EQ(Node::alive, 0);
}

TEST(NodePool, SmallPoolsAreSmallAndReleaseGivesAllBack) {
  NodePool<int> pool;
  std::vector<int*> nodes;
  EXPECT_EQ(pool.bytes(), 0u);
  for (size_t i = 1; i <= 100; ++i) {
    nodes.push_back(pool.Make().release());
    ASSERT_LE(pool.bytes(), 2 * i * sizeof(void*));
  }
  pool.Release();
  EXPECT_EQ(pool.bytes(), 0u);
}

TEST(NodePool, NodesStayWhereTheyAreWhenPoolsSwap) {
  NodePool<Node> full, other;
  Node* const node = full.Make().release();
  full.Swap(other);
  EXPECT_EQ(full.bytes(), 0u);
  other.Free(node);
  EXPECT_EQ(other.Make().get(), node);
}

}  // namespace
}  // namespace graft::trees

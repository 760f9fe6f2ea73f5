#include "algorithms/trees/ordered/b_plus_tree.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <string>

namespace graft::trees {
namespace {

struct NoMapped {};

TEST(BPlusTree, IsSoundAtEverySizeOnTheWayUpAndDown) {
  constexpr int kKeys = 701;
  BasicBPlusTree<int, NoMapped, std::less<int>, 4> tree;
  for (int i = 0; i < kKeys; ++i) {
    ASSERT_TRUE(tree.Insert(i * 389 % kKeys).second);
    ASSERT_EQ(tree.CheckInvariants(), "");
  }
  for (int i = 0; i < kKeys; ++i) {
    ASSERT_TRUE(tree.EraseKey(i * 521 % kKeys));
    ASSERT_EQ(tree.CheckInvariants(), "");
  }
  EXPECT_EQ(tree.Begin(), tree.End());
}

TEST(BPlusTree, EraseReturnsThePlaceAfterAcrossLeaves) {
  BasicBPlusTree<int, NoMapped, std::less<int>, 4> tree;
  for (int key = 0; key < 300; ++key) tree.Insert(key);
  auto at = tree.Begin();
  for (int key = 0; key < 300; key += 2) {
    ASSERT_EQ(at.key(), key);
    at = tree.Erase(at);
    ASSERT_EQ(at.key(), key + 1);
    at.Next();
  }
  EXPECT_EQ(at, tree.End());
  EXPECT_EQ(tree.CheckInvariants(), "");
}

TEST(BPlusTree, FindsThePaddingOnlyIfItIsAKey) {
  BPlusTree<double, NoMapped, std::less<double>> tree;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  tree.Insert(1.0);
  EXPECT_EQ(tree.Find(kInfinity), tree.End());
  tree.Insert(kInfinity);
  EXPECT_EQ(tree.Find(kInfinity).key(), kInfinity);
  EXPECT_EQ(tree.Rank(kInfinity), 1u);
}

TEST(BPlusTree, NodesAreAFewCacheLines) {
  static_assert(kBPlusSlots<int64_t> == 64);
  static_assert(kBPlusSlots<int32_t> == 64);
  static_assert(kBPlusSlots<std::string> == 16);
}

}  // namespace
}  // namespace graft::trees

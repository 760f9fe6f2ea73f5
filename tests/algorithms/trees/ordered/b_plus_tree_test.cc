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

TEST(BPlusTree, WideInnerNodesSplitAndMergeAsNarrowOnes) {
  constexpr int kKeys = 5003;
  BasicBPlusTree<int, NoMapped, std::less<int>, 4, 8> tree;
  for (int i = 0; i < kKeys; ++i) {
    tree.Insert(i * 389 % kKeys);
    if (i % 50 == 0) {
      ASSERT_EQ(tree.CheckInvariants(), "");
    }
  }
  for (int i = 0; i < kKeys; ++i) {
    ASSERT_EQ(tree.Find(i).key(), i);
    ASSERT_EQ(tree.Rank(i), static_cast<size_t>(i));
  }
  for (int i = 0; i < kKeys; ++i) {
    ASSERT_TRUE(tree.EraseKey(i * 521 % kKeys));
    if (i % 50 == 0) {
      ASSERT_EQ(tree.CheckInvariants(), "");
    }
  }
  EXPECT_EQ(tree.size(), 0u);
}

TEST(BPlusTree, DefaultTreeOfNumbersHasTwoLevelsOfWideNodes) {
  constexpr int64_t kKeys = 100'003;
  BPlusTree<int64_t, NoMapped, std::less<int64_t>> tree;
  for (int64_t i = 0; i < kKeys; ++i) tree.Insert(i * 38'923 % kKeys);
  ASSERT_EQ(tree.CheckInvariants(), "");
  for (int64_t i = 0; i < kKeys; ++i) ASSERT_EQ(tree.Find(i).key(), i);
  EXPECT_EQ(tree.Find(kKeys), tree.End());
  for (int64_t i = 0; i < kKeys; i += 2) ASSERT_TRUE(tree.EraseKey(i));
  ASSERT_EQ(tree.CheckInvariants(), "");
  for (int64_t i = 0; i < kKeys; ++i) ASSERT_EQ(tree.Find(i) != tree.End(), i % 2 == 1);
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
  static_assert(kBPlusSlots<int64_t> == 32);
  static_assert(kBPlusSlots<int32_t> == 64);
  static_assert(kBPlusSlots<std::string> == 16);
}

}  // namespace
}  // namespace graft::trees

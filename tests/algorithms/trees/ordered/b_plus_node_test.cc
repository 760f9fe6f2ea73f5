#include "algorithms/trees/ordered/b_plus_node.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace graft::trees {
namespace {

using Leaf = BPlusLeaf<int, std::string, 4>;
using Inner = BPlusInner<int, std::string, 4>;

void Fill(Leaf& leaf, std::vector<int> keys) {
  for (const int key : keys) leaf.Insert(leaf.n, key, std::to_string(key));
}

std::vector<int> KeysOf(const Leaf& leaf) {
  std::vector<int> keys;
  for (size_t i = 0; i < leaf.n; ++i) {
    keys.push_back(leaf.keys[i]);
    EXPECT_EQ(leaf.mapped[i], std::to_string(leaf.keys[i]));
  }
  return keys;
}

TEST(BPlusLeaf, SplitsSharesAndMerges) {
  Leaf left, right;
  Fill(left, {1, 2, 3, 4});
  left.Split(right);
  EXPECT_EQ(KeysOf(left), (std::vector{1, 2}));
  EXPECT_EQ(KeysOf(right), (std::vector{3, 4}));
  left.Share(right, 1);
  EXPECT_EQ(KeysOf(left), (std::vector{1}));
  EXPECT_EQ(KeysOf(right), (std::vector{2, 3, 4}));
  left.Share(right, 3);
  EXPECT_EQ(KeysOf(left), (std::vector{1, 2, 3}));
  EXPECT_EQ(KeysOf(right), (std::vector{4}));
  left.Share(right, 2);
  left.Erase(0);
  left.Merge(right);
  EXPECT_EQ(KeysOf(left), (std::vector{2, 3, 4}));
  EXPECT_EQ(right.n, 0u);
}

TEST(BPlusInner, SharesKeysBetweenLeaves) {
  for (int first = 1; first <= 4; ++first) {
    Leaf leaves[2];
    for (int key = 0; key < first; ++key)
      leaves[0].Insert(key, key, std::to_string(key));
    for (int key = first; key < 5; ++key)
      leaves[1].Insert(key - first, key, std::to_string(key));
    Inner parent;
    parent.InsertFirst({.leaf = &leaves[0]}, first);
    parent.Insert(1, first - 1, {.leaf = &leaves[1]}, 5 - first);
    parent.ShareLeaves(0);
    EXPECT_EQ(KeysOf(leaves[0]), (std::vector{0, 1}));
    EXPECT_EQ(KeysOf(leaves[1]), (std::vector{2, 3, 4}));
    EXPECT_EQ(parent.keys[0], 1) << "the left one's last key";
    EXPECT_EQ(parent.counts[0], 2u);
    EXPECT_EQ(parent.counts[1], 3u);
  }
}

// Child i is a leaf, known by its address, with i keys below it; separators 10 i.
struct Family {
  explicit Family(Inner& inner, int first, int n) {
    for (int i = first; i < first + n; ++i) {
      const Inner::Child child = {.leaf = &Leaves()[i]};
      if (i == first) {
        inner.InsertFirst(child, i);
      } else {
        inner.Insert(inner.n, 10 * i, child, i);
      }
    }
  }
  static Leaf* Leaves() {
    static Leaf leaves[8];
    return leaves;
  }
};

void ExpectFamily(const Inner& inner, int first, size_t n) {
  ASSERT_EQ(inner.n, n);
  for (size_t i = 0; i < n; ++i) {
    const int number = first + static_cast<int>(i);
    ASSERT_EQ(inner.children[i].leaf, &Family::Leaves()[number]);
    ASSERT_EQ(inner.counts[i], static_cast<size_t>(number));
    ASSERT_TRUE(i == 0 || inner.keys[i - 1] == 10 * number);
  }
}

TEST(BPlusInner, SplitsLendsAndMerges) {
  Inner left, right;
  Family(left, 0, 4);
  EXPECT_EQ(left.CountBefore(4), 6u);
  EXPECT_EQ(left.Split(right), 20);
  ExpectFamily(left, 0, 2);
  ExpectFamily(right, 2, 2);
  EXPECT_EQ(right.BorrowFromLeft(20, left), 10);
  ExpectFamily(left, 0, 1);
  ExpectFamily(right, 1, 3);
  EXPECT_EQ(left.BorrowFromRight(10, right), 20);
  ExpectFamily(left, 0, 2);
  left.Merge(20, right);
  ExpectFamily(left, 0, 4);
  EXPECT_EQ(left.Erase(3), 30);
  ExpectFamily(left, 0, 3);
}

}  // namespace
}  // namespace graft::trees

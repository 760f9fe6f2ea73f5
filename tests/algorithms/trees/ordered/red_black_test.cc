#include "algorithms/trees/ordered/red_black.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "tests/algorithms/trees/ordered/binary_links_ref.h"

namespace graft::trees {
namespace {

using Tree = RedBlackTree<int, NoMapped, std::less<int>>;

TEST(RedBlackBalance, KeepsTheHeightUnderItsBound) {
  const Sorted<RedBlackBalance> sorted(5000, [](double n, const BinaryLinks& header) {
    if (static_cast<size_t>(n) % 97 == 1)
      ASSERT_LE(Height(header.left), 2 * std::log2(n + 1));
  });
  EXPECT_EQ(sorted.balance.Check(&sorted.header), "");
  EXPECT_EQ(CheckLinks(&sorted.header), "");
}

TEST(RedBlackBalance, CheckNamesWhatIsWrong) {
  Two two;
  EXPECT_EQ(RedBlackBalance().Check(&two.header), "ways differ in black nodes");
  two.child.balance = 1;
  EXPECT_EQ(RedBlackBalance().Check(&two.header), "");
  two.root.balance = 1;
  EXPECT_EQ(RedBlackBalance().Check(&two.header), "the root is red");
  two.root.balance = 0;
  BinaryLinks third;
  LinkLeaf(&third, &two.child, true);
  third.balance = 1;
  EXPECT_EQ(RedBlackBalance().Check(&two.header), "red above red");
}

TEST(RedBlackTree, IsSoundAfterEachRemovalInOrder) {
  Tree tree;
  for (int key = 0; key < 500; ++key) tree.Insert(key * 211 % 500);
  for (int key = 0; key < 500; ++key) {
    ASSERT_TRUE(tree.EraseKey(key));
    ASSERT_EQ(tree.CheckInvariants(), "");
  }
}

}  // namespace
}  // namespace graft::trees

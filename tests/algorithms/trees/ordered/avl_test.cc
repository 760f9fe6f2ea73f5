#include "algorithms/trees/ordered/avl.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "tests/algorithms/trees/ordered/binary_links_ref.h"

namespace graft::trees {
namespace {

using Tree = AvlTree<int, NoMapped, std::less<int>>;

TEST(AvlBalance, KeepsTheHeightUnderItsBound) {
  const Sorted<AvlBalance> sorted(5000, [](double n, const BinaryLinks& header) {
    if (static_cast<size_t>(n) % 97 == 1)
      ASSERT_LT(Height(header.left), 1.4405 * std::log2(n + 2));
  });
  EXPECT_EQ(sorted.balance.Check(&sorted.header), "");
  EXPECT_EQ(CheckLinks(&sorted.header), "");
}

TEST(AvlBalance, CheckNamesWhatIsWrong) {
  Two two;
  two.child.balance = 1;
  two.root.balance = 2;
  EXPECT_EQ(AvlBalance().Check(&two.header), "");
  two.root.balance = 3;
  EXPECT_EQ(AvlBalance().Check(&two.header), "a height is wrong");
  BinaryLinks third;
  LinkLeaf(&third, &two.child, true);
  third.balance = 1;
  two.child.balance = 2;
  EXPECT_EQ(AvlBalance().Check(&two.header), "siblings' heights differ by more than 1");
}

TEST(AvlTree, MendsAtEveryLevelWhenTheFlatSideShrinks) {
  Tree tree;  // a Fibonacci tree: each left subtree one higher than the right
  for (const int key : {8, 5, 11, 3, 7, 10, 12, 2, 4, 6, 9, 1}) tree.Insert(key);
  EXPECT_TRUE(tree.EraseKey(12));
  EXPECT_EQ(tree.CheckInvariants(), "");
  EXPECT_EQ(tree.size(), 11u);
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/ordered/avl.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <functional>

namespace graft::trees {
namespace {

struct NoMapped {};
using Tree = AvlTree<int, NoMapped, std::less<int>>;

// Levels below the header.
int Height(const BinaryLinks* node) {
  return node ? 1 + std::max(Height(node->left), Height(node->right)) : 0;
}

// A header with a root and its left child.
struct Two {
  Two() {
    LinkLeaf(&root, &header, true);
    LinkLeaf(&child, &root, true);
  }
  BinaryLinks header, root, child;
};

TEST(AvlBalance, KeepsTheHeightUnderItsBound) {
  std::deque<BinaryLinks> nodes(5000);
  BinaryLinks header;
  AvlBalance balance;
  BinaryLinks* last = &header;
  for (size_t i = 0; i < nodes.size(); ++i) {
    LinkLeaf(&nodes[i], last, i == 0);
    balance.AfterInsert(&nodes[i]);
    last = &nodes[i];
    const double n = static_cast<double>(i + 1);
    if (i % 97) continue;
    ASSERT_LT(Height(header.left), 1.4405 * std::log2(n + 2));
  }
  EXPECT_EQ(balance.Check(&header), "");
  EXPECT_EQ(CheckLinks(&header), "");
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

#include "algorithms/trees/ordered/red_black.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <functional>

namespace graft::trees {
namespace {

struct NoMapped {};
using Tree = RedBlackTree<int, NoMapped, std::less<int>>;

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

TEST(RedBlackBalance, KeepsTheHeightUnderItsBound) {
  std::deque<BinaryLinks> nodes(5000);
  BinaryLinks header;
  RedBlackBalance balance;
  BinaryLinks* last = &header;
  for (size_t i = 0; i < nodes.size(); ++i) {
    LinkLeaf(&nodes[i], last, i == 0);
    balance.AfterInsert(&nodes[i]);
    last = &nodes[i];
    const double n = static_cast<double>(i + 1);
    if (i % 97) continue;
    ASSERT_LE(Height(header.left), 2 * std::log2(n + 1));
  }
  EXPECT_EQ(balance.Check(&header), "");
  EXPECT_EQ(CheckLinks(&header), "");
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

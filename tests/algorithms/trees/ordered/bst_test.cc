#include "algorithms/trees/ordered/bst.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/algorithms/trees/ordered/binary_links_ref.h"

namespace graft::trees {
namespace {

using Tree = BinarySearchTree<int, NoMapped, std::less<int>>;

TEST(BinarySearchTree, KeepsEachKeyWhereItWasHung) {
  Tree tree;
  for (const int key : {5, 1, 9, 3}) tree.Insert(key);
  EXPECT_EQ(tree.CheckInvariants(), "");
  EXPECT_TRUE(tree.EraseKey(5));
  EXPECT_FALSE(tree.EraseKey(5));
  EXPECT_EQ(tree.Nth(1).key(), 3);
}

TEST(NoBalance, LeavesAChainAlone) {
  BinaryLinks header, root, child;
  NoBalance balance;
  LinkLeaf(&root, &header, true);
  balance.AfterInsert(&root);
  LinkLeaf(&child, &root, true);
  balance.AfterInsert(&child);
  EXPECT_EQ(header.left, &root);
  EXPECT_EQ(root.left, &child);
  EXPECT_EQ(balance.Check(&header), "");
}

}  // namespace
}  // namespace graft::trees

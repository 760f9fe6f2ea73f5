#include "algorithms/trees/ordered/treap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <functional>

namespace graft::trees {
namespace {

struct NoMapped {};
using Tree = Treap<int, NoMapped, std::less<int>>;

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

TEST(TreapBalance, IsFlatThoughKeysComeSorted) {
  std::deque<BinaryLinks> nodes(100'000);
  BinaryLinks header;
  TreapBalance balance;
  for (size_t i = 0; i < nodes.size(); ++i) {
    BinaryLinks* const last = i ? Prev(&header) : &header;
    LinkLeaf(&nodes[i], last, i == 0);
    balance.AfterInsert(&nodes[i]);
  }
  EXPECT_LT(Height(header.left), 5 * std::log(1e5));  // about 4.3 ln n is almost sure
  EXPECT_EQ(balance.Check(&header), "");
  EXPECT_EQ(CheckLinks(&header), "");
}

TEST(TreapBalance, SinksANodeUntilOneChildIsLeft) {
  std::deque<BinaryLinks> nodes(100);
  BinaryLinks header;
  TreapBalance balance;
  for (size_t i = 0; i < nodes.size(); ++i) {
    LinkLeaf(&nodes[i], i ? Prev(&header) : &header, i == 0);
    balance.AfterInsert(&nodes[i]);
  }
  for (BinaryLinks& node : nodes) {
    balance.BeforeErase(&node);
    ASSERT_TRUE(!node.left || !node.right);
    Unlink(&node);
    ASSERT_EQ(balance.Check(&header), "");
  }
}

TEST(TreapBalance, CheckNamesWhatIsWrong) {
  Two two;
  two.child.balance = 1;
  EXPECT_EQ(TreapBalance().Check(&two.header), "a priority is above the parent's");
  two.root.balance = 2;
  EXPECT_EQ(TreapBalance().Check(&two.header), "");
}

TEST(Treap, CopiesGoOnWithTheirPriorities) {
  Tree tree;
  for (int key = 0; key < 100; ++key) tree.Insert(key);
  Tree copy = tree;
  for (int key = 100; key < 200; ++key) copy.Insert(key);
  EXPECT_EQ(copy.CheckInvariants(), "");
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/ordered/treap.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "tests/algorithms/trees/ordered/binary_links_ref.h"

namespace graft::trees {
namespace {

using Tree = Treap<int, NoMapped, std::less<int>>;

TEST(TreapBalance, IsFlatThoughKeysComeSorted) {
  const Sorted<TreapBalance> sorted(100'000);
  // About 4.3 ln n is almost sure.
  EXPECT_LT(Height(sorted.header.left), 5 * std::log(1e5));
  EXPECT_EQ(sorted.balance.Check(&sorted.header), "");
  EXPECT_EQ(CheckLinks(&sorted.header), "");
}

TEST(TreapBalance, SinksANodeUntilOneChildIsLeft) {
  Sorted<TreapBalance> sorted(100);
  for (BinaryLinks& node : sorted.nodes) {
    sorted.balance.BeforeErase(&node);
    ASSERT_TRUE(!node.left || !node.right);
    Unlink(&node);
    ASSERT_EQ(sorted.balance.Check(&sorted.header), "");
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

#include "algorithms/trees/ordered/treap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <functional>
#include <vector>

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

// The shape in preorder: each node by its place in `nodes`, or -1 for a missing child.
void AppendShape(const BinaryLinks* node, const std::deque<BinaryLinks>& nodes,
                 std::vector<ptrdiff_t>& shape) {
  if (!node) return shape.push_back(-1);
  const auto is_node = [&](const BinaryLinks& other) { return &other == node; };
  shape.push_back(std::ranges::find_if(nodes, is_node) - nodes.begin());
  AppendShape(node->left, nodes, shape);
  AppendShape(node->right, nodes, shape);
}

TEST(TreapBalance, TheSameInsertionsMakeTheSameTree) {
  std::vector<ptrdiff_t> shapes[2];
  for (auto& shape : shapes) {
    const Sorted<TreapBalance> sorted(200);
    AppendShape(sorted.header.left, sorted.nodes, shape);
  }
  EXPECT_EQ(shapes[0].size(), 401u);
  EXPECT_EQ(shapes[0], shapes[1]);
  EXPECT_NE(shapes[0][0], 0) << "a chain would be the same, too";
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

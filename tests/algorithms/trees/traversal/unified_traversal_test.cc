#include "algorithms/trees/traversal/unified_traversal.h"

#include <gtest/gtest.h>

#include "algorithms/trees/traversal/inorder_traversal.h"
#include "algorithms/trees/traversal/postorder_traversal.h"
#include "algorithms/trees/traversal/preorder_traversal.h"
#include "algorithms/trees/tree_shapes.h"

namespace graft::trees {
namespace {

TEST(UnifiedTraversal, IsEachRecursion) {
  for (const Tree& tree : AllShapesTo(8)) {
    std::vector<int> values;
    const auto visit = [&](const Node* node) { values.push_back(node->value); };
    PreorderRecursive(tree.root, visit);
    EXPECT_EQ(UnifiedTraversal(tree.root, Order::kPreorder), values);
    values.clear();
    InorderRecursive(tree.root, visit);
    EXPECT_EQ(UnifiedTraversal(tree.root, Order::kInorder), values);
    values.clear();
    PostorderRecursive(tree.root, visit);
    EXPECT_EQ(UnifiedTraversal(tree.root, Order::kPostorder), values);
  }
}

TEST(UnifiedTraversal, WalksAMillionNodesInAChain) {
  const Tree chain = Chain(1'000'000, Turn::kZigzag);
  for (const Order order : {Order::kPreorder, Order::kInorder, Order::kPostorder})
    EXPECT_EQ(UnifiedTraversal(chain.root, order).size(), 1'000'000u);
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/level_order/zigzag_level_order.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"

namespace graft::trees {
namespace {

using Lists = std::vector<std::vector<int>>;

TEST(ZigzagLevelOrder, Example) {
  EXPECT_EQ(ZigzagLevelOrder(ParseTree("[3,9,20,null,null,15,7]")->root),
            (Lists{{3}, {20, 9}, {15, 7}}));
}

// Preorder that adds to the front of the odd levels.
void Collect(const Node* root, size_t depth, Lists& lists) {
  if (root == nullptr) return;
  if (depth == lists.size()) lists.emplace_back();
  auto& list = lists[depth];
  list.insert(depth % 2 == 0 ? list.end() : list.begin(), root->value);
  Collect(root->left, depth + 1, lists);
  Collect(root->right, depth + 1, lists);
}

TEST(ZigzagLevelOrder, IsTheDefinitionForEverySmallTree) {
  for (const Tree& tree : AllShapesTo(8)) {
    Lists lists;
    Collect(tree.root, 0, lists);
    EXPECT_EQ(ZigzagLevelOrder(tree.root), lists) << FormatTree(tree.root);
  }
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/level_order/nary_level_order.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/level_order/levels_ref.h"

namespace graft::trees {
namespace {

using Lists = std::vector<std::vector<int>>;

TEST(NaryLevelOrder, Examples) {
  EXPECT_EQ(NaryLevelOrder(ParseNaryTree("[1,null,3,2,4,null,5,6]")->root),
            (Lists{{1}, {3, 2, 4}, {5, 6}}));
  EXPECT_EQ(NaryLevelOrder(nullptr), Lists());
}

NaryNode* NaryCopy(const Node* node, NaryTree& tree) {
  NaryNode* copy = tree.New(node->value);
  for (const Node* child : {node->left, node->right})
    if (child != nullptr) copy->children.push_back(NaryCopy(child, tree));
  return copy;
}

TEST(NaryLevelOrder, IsLevelOrderWhereNoNodeHasMoreThanTwoChildren) {
  for (const Tree& tree : AllShapesTo(8)) {
    NaryTree copy;
    if (tree.root != nullptr) copy.root = NaryCopy(tree.root, copy);
    EXPECT_EQ(NaryLevelOrder(copy.root), LevelsRef(tree.root));
  }
}

}  // namespace
}  // namespace graft::trees

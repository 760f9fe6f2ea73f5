#include "algorithms/trees/build/flatten_to_list.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

TEST(FlattenToList, Examples) {
  EXPECT_EQ(FormatTree(FlattenToList(ParseTree("[1,2,5,3,4,null,6]")->root)),
            "[1,null,2,null,3,null,4,null,5,null,6]");
  EXPECT_EQ(FormatTree(FlattenToList(ParseTree("[0]")->root)), "[0]");
  EXPECT_EQ(FlattenToList(nullptr), nullptr);
}

TEST(FlattenToList, LinksTheNodesOfEverySmallTreeInPreorder) {
  for (const Tree& tree : AllShapesTo(8)) {
    const auto preorder = NodesByRoute(tree.root);
    const Node* node = FlattenToList(tree.root);
    for (const auto& [route, expected] : preorder) {
      ASSERT_EQ(node, expected) << "after " << route;
      EXPECT_EQ(node->left, nullptr);
      node = node->right;
    }
    EXPECT_EQ(node, nullptr);
  }
}

TEST(FlattenToList, ChainsOfAMillionNodes) {
  const std::string list = FormatTree(Chain(1'000'000, Turn::kRight).root);
  for (const Turn turn : {Turn::kLeft, Turn::kRight, Turn::kZigzag})
    EXPECT_EQ(FormatTree(FlattenToList(Chain(1'000'000, turn).root)), list);
}

}  // namespace
}  // namespace graft::trees

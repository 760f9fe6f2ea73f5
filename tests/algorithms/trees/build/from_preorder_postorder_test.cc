#include "algorithms/trees/build/from_preorder_postorder.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/build/orders.h"

namespace graft::trees {
namespace {

bool HasOnlyRightChild(const Node* root) {
  if (root == nullptr) return false;
  return (root->left == nullptr && root->right != nullptr) ||
         HasOnlyRightChild(root->left) || HasOnlyRightChild(root->right);
}

TEST(FromPreorderPostorder, Examples) {
  EXPECT_EQ(
      FormatTree(
          FromPreorderPostorder({1, 2, 4, 5, 3, 6, 7}, {4, 5, 2, 6, 7, 3, 1}).root),
      "[1,2,3,4,5,6,7]");
  EXPECT_EQ(FormatTree(FromPreorderPostorder({1}, {1}).root), "[1]");
  EXPECT_EQ(FromPreorderPostorder({}, {}).root, nullptr);
}

TEST(FromPreorderPostorder, HasTheTraversalsOfEverySmallTree) {
  for (const Tree& tree : AllShapesTo(8)) {
    const auto preorder = PreorderValues(tree.root);
    const auto postorder = PostorderValues(tree.root);
    const Tree built = FromPreorderPostorder(preorder, postorder);
    EXPECT_EQ(PreorderValues(built.root), preorder);
    EXPECT_EQ(PostorderValues(built.root), postorder);
    EXPECT_FALSE(HasOnlyRightChild(built.root));
    if (HasOnlyRightChild(tree.root)) continue;
    EXPECT_EQ(FormatTree(built.root), FormatTree(tree.root));
  }
}

TEST(FromPreorderPostorder, AChainOfAMillionNodes) {
  const int n = 1'000'000;
  EXPECT_EQ(FormatTree(FromPreorderPostorder(Ascending(n), Descending(n)).root),
            FormatTree(Chain(n, Turn::kLeft).root));
}

TEST(FromPreorderPostorderDeathTest, OfOneTreeOfDifferentValues) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(FromPreorderPostorder({1, 2}, {1}), "size");
  EXPECT_DEATH(FromPreorderPostorder({1, 1}, {1, 1}), "AllDifferent");
  EXPECT_DEATH(FromPreorderPostorder({1, 2}, {1, 2}), "!path.empty");
  EXPECT_DEATH(FromPreorderPostorder({1, 2}, {3, 1}), "path.empty");
  EXPECT_DEATH(FromPreorderPostorder({1, 2, 3, 4}, {2, 3, 4, 1}),
               "parent->right == nullptr");
}

}  // namespace
}  // namespace graft::trees

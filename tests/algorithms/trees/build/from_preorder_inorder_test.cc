#include "algorithms/trees/build/from_preorder_inorder.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/build/orders.h"

namespace graft::trees {
namespace {

TEST(FromPreorderInorder, Examples) {
  EXPECT_EQ(FormatTree(FromPreorderInorder({3, 9, 20, 15, 7}, {9, 3, 15, 20, 7}).root),
            "[3,9,20,null,null,15,7]");
  EXPECT_EQ(FormatTree(FromPreorderInorder({-1}, {-1}).root), "[-1]");
  EXPECT_EQ(FromPreorderInorder({}, {}).root, nullptr);
}

TEST(FromPreorderInorder, GivesBackEverySmallTree) {
  for (const Tree& tree : AllShapesTo(8))
    EXPECT_EQ(FormatTree(FromPreorderInorder(PreorderValues(tree.root),
                                             InorderValues(tree.root))
                             .root),
              FormatTree(tree.root));
}

TEST(FromPreorderInorder, ChainsOfAMillionNodes) {
  const int n = 1'000'000;
  EXPECT_EQ(FormatTree(FromPreorderInorder(Ascending(n), Descending(n)).root),
            FormatTree(Chain(n, Turn::kLeft).root));
  EXPECT_EQ(FormatTree(FromPreorderInorder(Ascending(n), Ascending(n)).root),
            FormatTree(Chain(n, Turn::kRight).root));
}

TEST(FromPreorderInorderDeathTest, OfOneTreeOfDifferentValues) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(FromPreorderInorder({1, 2}, {1}), "size");
  EXPECT_DEATH(FromPreorderInorder({1, 1}, {1, 1}), "AllDifferent");
  EXPECT_DEATH(FromPreorderInorder({1, 2}, {1, 3}), "path.empty");
  EXPECT_DEATH(FromPreorderInorder({1, 2, 3}, {3, 1, 2}), "path.empty");
}

}  // namespace
}  // namespace graft::trees

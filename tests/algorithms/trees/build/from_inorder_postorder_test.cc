#include "algorithms/trees/build/from_inorder_postorder.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/build/orders.h"

namespace graft::trees {
namespace {

TEST(FromInorderPostorder, Examples) {
  EXPECT_EQ(FormatTree(FromInorderPostorder({9, 3, 15, 20, 7}, {9, 15, 7, 20, 3}).root),
            "[3,9,20,null,null,15,7]");
  EXPECT_EQ(FormatTree(FromInorderPostorder({-1}, {-1}).root), "[-1]");
  EXPECT_EQ(FromInorderPostorder({}, {}).root, nullptr);
}

TEST(FromInorderPostorder, GivesBackEverySmallTree) {
  for (const Tree& tree : AllShapesTo(8))
    EXPECT_EQ(FormatTree(FromInorderPostorder(InorderValues(tree.root),
                                              PostorderValues(tree.root))
                             .root),
              FormatTree(tree.root));
}

TEST(FromInorderPostorder, ChainsOfAMillionNodes) {
  const int n = 1'000'000;
  EXPECT_EQ(FormatTree(FromInorderPostorder(Descending(n), Descending(n)).root),
            FormatTree(Chain(n, Turn::kLeft).root));
  EXPECT_EQ(FormatTree(FromInorderPostorder(Ascending(n), Descending(n)).root),
            FormatTree(Chain(n, Turn::kRight).root));
}

TEST(FromInorderPostorderDeathTest, OfOneTreeOfDifferentValues) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(FromInorderPostorder({1, 2}, {1}), "size");
  EXPECT_DEATH(FromInorderPostorder({1, 1}, {1, 1}), "AllDifferent");
  EXPECT_DEATH(FromInorderPostorder({1, 2}, {1, 3}), "path.empty");
  EXPECT_DEATH(FromInorderPostorder({1, 2, 3}, {3, 1, 2}), "path.empty");
}

}  // namespace
}  // namespace graft::trees

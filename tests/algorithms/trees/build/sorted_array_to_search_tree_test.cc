#include "algorithms/trees/build/sorted_array_to_search_tree.h"

#include <gtest/gtest.h>

#include <bit>
#include <forward_list>
#include <vector>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/build/orders.h"

namespace graft::trees {
namespace {

unsigned DepthOf(const Node* root) {
  return root == nullptr ? 0 : 1 + std::max(DepthOf(root->left), DepthOf(root->right));
}

void ExpectHalved(const Node* root) {
  if (root == nullptr) return;
  const int more = NodeCount(root->left) - NodeCount(root->right);
  EXPECT_TRUE(more == 0 || more == 1) << FormatTree(root);
  ExpectHalved(root->left);
  ExpectHalved(root->right);
}

TEST(SortedArrayToSearchTree, Examples) {
  EXPECT_EQ(FormatTree(SortedArrayToSearchTree(std::vector{-10, -3, 0, 5, 9}).root),
            "[0,-3,9,-10,null,5]");
  EXPECT_EQ(FormatTree(SortedArrayToSearchTree(std::vector{1, 3}).root), "[3,1]");
  EXPECT_EQ(SortedArrayToSearchTree(std::vector<int>()).root, nullptr);
}

TEST(SortedArrayToSearchTree, OrderedHalvedAndOfLeastDepth) {
  for (int n = 0; n <= 200; ++n) {
    const Tree tree = SortedArrayToSearchTree(Ascending(n));
    EXPECT_EQ(InorderValues(tree.root), Ascending(n));
    EXPECT_EQ(DepthOf(tree.root), std::bit_width(static_cast<unsigned>(n)));
    ExpectHalved(tree.root);
  }
}

TEST(SortedArrayToSearchTree, AListIsAsGoodAsAnArray) {
  for (int n = 0; n <= 20; ++n) {
    const std::vector<int> array = Ascending(n);
    const std::forward_list<int> list(array.begin(), array.end());
    EXPECT_EQ(FormatTree(SortedArrayToSearchTree(list).root),
              FormatTree(SortedArrayToSearchTree(array).root));
  }
}

TEST(SortedArrayToSearchTreeDeathTest, Ascends) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(SortedArrayToSearchTree(std::vector{2, 1}), "adjacent_find");
  EXPECT_DEATH(SortedArrayToSearchTree(std::vector{1, 1}), "adjacent_find");
}

}  // namespace
}  // namespace graft::trees

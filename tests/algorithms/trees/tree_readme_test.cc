// The chapter's examples: each block of its code stands here, or in the library.
#include <gtest/gtest.h>

#include <vector>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/traversal/inorder_traversal.h"
#include "algorithms/trees/traversal/level_order_walk.h"
#include "algorithms/trees/traversal/morris_traversal.h"
#include "algorithms/trees/tree.h"
#include "algorithms/trees/tree_shapes.h"
#include "common/testing/quotes.h"

namespace graft::trees {
namespace {

TEST(TreeReadme, ATreeOwnsItsNodes) {
  Tree tree;
  Node* leaf = tree.New(7);
  tree.root = tree.New(3, tree.New(9), tree.New(20, tree.New(15), leaf));
  tree.root->left = nullptr;  // 9 is cut off; it is freed with the tree
  EXPECT_EQ(FormatTree(tree.root), "[3,null,20,15,7]");
}

TEST(TreeReadme, AListingIsNotAHeap) {
  const auto tree = ParseTree("[4,1,6,0,2,null,7,null,null,null,3,null,8]");
  EXPECT_EQ(tree->root->right->right->right->value, 8);
  const auto wrong = ParseTree("[null,1]");
  EXPECT_EQ(wrong.error().position, 6u);
  EXPECT_EQ(wrong.error().reason, "no node is left that this could be a child of");
}

TEST(TreeReadme, WalksAreRanges) {
  const auto tree = ParseTree("[4,2,6,1,3]");
  std::vector<int> below_4;
  for (const int value : InOrder(*tree)) {
    if (value >= 4) break;
    below_4.push_back(value);
  }
  EXPECT_EQ(below_4, (std::vector{1, 2, 3}));
}

TEST(TreeReadme, NoChainIsTooLong) {
  const Tree chain = Chain(1'000'000, Turn::kLeft);
  int64_t sum = 0;
  for (const int value : LevelOrder(chain)) sum += value;
  EXPECT_EQ(sum, 500'000'500'000);
}

TEST(TreeReadme, Quotes) {
  const std::string folder = "algorithms/trees/";
  const int blocks = graft::testing::ExpectQuoted(
      folder + "README.md",
      {"tests/algorithms/trees/tree_readme_test.cc",
       folder + "bst/validate_search_tree.h", folder + "build/maximum_binary_tree.h",
       folder + "properties/balanced_tree.h", folder + "properties/invert_tree.h",
       folder + "traversal/inorder_traversal.h",
       folder + "traversal/morris_traversal.h",
       folder + "traversal/unified_traversal.h"});
  EXPECT_GE(blocks, 10);
}

}  // namespace
}  // namespace graft::trees

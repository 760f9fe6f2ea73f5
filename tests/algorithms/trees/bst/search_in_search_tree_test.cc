#include "algorithms/trees/bst/search_in_search_tree.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

TEST(SearchInSearchTree, Examples) {
  const auto tree = ParseTree("[4,2,7,1,3]");
  EXPECT_EQ(SearchInSearchTree(tree->root, 2), tree->root->left);
  EXPECT_EQ(SearchInSearchTree(tree->root, 5), nullptr);
  EXPECT_EQ(SearchInSearchTree(nullptr, 1), nullptr);
}

TEST(SearchInSearchTree, LookingAtEveryNodeOfEverySmallSearchTree) {
  ForEachSmallSearchTree(8, [](Tree& tree) {
    const auto nodes = NodesByRoute(tree.root);
    for (int value = 0; value <= 9; ++value) {
      const Node* expected = nullptr;
      for (const auto& [route, node] : nodes)
        if (node->value == value) expected = node;
      EXPECT_EQ(SearchInSearchTree(tree.root, value), expected);
      EXPECT_EQ(*SearchLink(&tree.root, value), expected);
    }
  });
}

TEST(SearchInSearchTree, AChainOfAMillionNodes) {
  const Tree chain = Chain(1'000'000, Turn::kRight);
  EXPECT_EQ(SearchInSearchTree(chain.root, 1'000'000)->value, 1'000'000);
  EXPECT_EQ(SearchInSearchTree(chain.root, 1'000'001), nullptr);
}

}  // namespace
}  // namespace graft::trees

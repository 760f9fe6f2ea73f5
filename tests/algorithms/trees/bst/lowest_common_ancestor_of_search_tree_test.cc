#include "algorithms/trees/bst/lowest_common_ancestor_of_search_tree.h"

#include <gtest/gtest.h>

#include <climits>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

int AncestorOf(std::string_view text, int p, int q) {
  const auto tree = ParseTree(text);
  return LowestCommonAncestorOfSearchTree(tree->root, SearchInSearchTree(tree->root, p),
                                          SearchInSearchTree(tree->root, q))
      ->value;
}

TEST(LowestCommonAncestorOfSearchTree, Examples) {
  const auto text = "[6,2,8,0,4,7,9,null,null,3,5]";
  EXPECT_EQ(AncestorOf(text, 2, 8), 6);
  EXPECT_EQ(AncestorOf(text, 2, 4), 2);
  EXPECT_EQ(AncestorOf("[2,1]", 2, 1), 2);
}

TEST(LowestCommonAncestorOfSearchTree, EndOfTheCommonRouteOfEveryPair) {
  ForEachSmallSearchTree(8, [](const Tree& tree) {
    const auto nodes = NodesByRoute(tree.root);
    for (const auto& [to_p, p] : nodes)
      for (const auto& [to_q, q] : nodes)
        EXPECT_EQ(LowestCommonAncestorOfSearchTree(tree.root, p, q),
                  nodes.at(CommonPrefix(to_p, to_q)));
  });
}

TEST(LowestCommonAncestorOfSearchTree, ExtremeValues) {
  Node least = {INT_MIN}, greatest = {INT_MAX}, root = {0, &least, &greatest};
  EXPECT_EQ(LowestCommonAncestorOfSearchTree(&root, &least, &greatest), &root);
  EXPECT_EQ(LowestCommonAncestorOfSearchTree(&root, &least, &least), &least);
}

TEST(LowestCommonAncestorOfSearchTreeDeathTest, OfNodesOfTheTree) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Node stranger = {1}, root = {2};
  EXPECT_DEATH(LowestCommonAncestorOfSearchTree(&root, &stranger, &root), "== p");
  EXPECT_DEATH(LowestCommonAncestorOfSearchTree(&root, &root, &stranger), "== q");
  EXPECT_DEATH(LowestCommonAncestorOfSearchTree(&root, &root, nullptr), "q != nullptr");
  EXPECT_DEATH(LowestCommonAncestorOfSearchTree(&root, nullptr, &root), "p != nullptr");
}

}  // namespace
}  // namespace graft::trees

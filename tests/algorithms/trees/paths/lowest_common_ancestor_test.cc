#include "algorithms/trees/paths/lowest_common_ancestor.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

TEST(LowestCommonAncestor, Examples) {
  const auto tree = ParseTree("[3,5,1,6,2,0,8,null,null,7,4]");
  const Node *root = tree->root, *five = root->left, *four = five->right->right;
  EXPECT_EQ(LowestCommonAncestor(root, five, root->right), root);
  EXPECT_EQ(LowestCommonAncestor(root, five, four), five);
  EXPECT_EQ(LowestCommonAncestor(root, four, four), four);
}

TEST(LowestCommonAncestor, HasTheCommonPrefixOfTheRoutes) {
  for (const Tree& tree : AllShapesTo(7)) {
    const auto nodes = NodesByRoute(tree.root);
    for (const auto& [a, p] : nodes)
      for (const auto& [b, q] : nodes)
        EXPECT_EQ(LowestCommonAncestor(tree.root, p, q), nodes.at(CommonPrefix(a, b)))
            << p->value << " and " << q->value << " in " << FormatTree(tree.root);
  }
}

TEST(LowestCommonAncestorDeathTest, RefusesANodeThatIsNotThere) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Node root, stranger;
  EXPECT_DEATH(LowestCommonAncestor(&root, &root, &stranger), "precondition failed");
  EXPECT_DEATH(LowestCommonAncestor(&root, nullptr, &root), "precondition failed");
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/properties/merge_trees.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

std::string Merged(std::string_view a, std::string_view b) {
  return FormatTree(MergeTrees(ParseTree(a)->root, ParseTree(b)->root).root);
}

TEST(MergeTrees, Examples) {
  EXPECT_EQ(Merged("[1,3,2,5]", "[2,1,3,null,4,null,7]"), "[3,4,5,5,4,null,7]");
  EXPECT_EQ(Merged("[1]", "[1,2]"), "[2,2]");
  EXPECT_EQ(Merged("[]", "[]"), "[]");
}

TEST(MergeTrees, UnitesTheRoutesOfEveryPairOfSmallTrees) {
  const std::vector<Tree> trees = AllShapesTo(5);
  for (const Tree& a : trees)
    for (const Tree& b : trees) {
      std::map<std::string, int> united = ValuesByRoute(a.root);
      for (const auto& [route, value] : ValuesByRoute(b.root)) united[route] += value;
      EXPECT_EQ(ValuesByRoute(MergeTrees(a.root, b.root).root), united);
      EXPECT_EQ(ValuesByRoute(MergeTrees(b.root, a.root).root), united);
    }
}

TEST(MergeTrees, WithTheEmptyTreeIsACopy) {
  for (const Tree& tree : AllShapesTo(8)) {
    const Tree copy = MergeTrees(tree.root, nullptr);
    EXPECT_EQ(FormatTree(copy.root), FormatTree(tree.root));
    EXPECT_TRUE(copy.root == nullptr || copy.root != tree.root);
  }
}

TEST(MergeTreesDeathTest, RefusesSumsBeyondAnInt) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const Node big = {2147483647}, one = {1};
  EXPECT_DEATH(MergeTrees(&big, &one), "precondition failed: std::in_range");
}

}  // namespace
}  // namespace graft::trees

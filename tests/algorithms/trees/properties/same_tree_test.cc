#include "algorithms/trees/properties/same_tree.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

bool Same(std::string_view a, std::string_view b) {
  return SameTree(ParseTree(a)->root, ParseTree(b)->root);
}

TEST(SameTree, Examples) {
  EXPECT_TRUE(Same("[1,2,3]", "[1,2,3]"));
  EXPECT_FALSE(Same("[1,2]", "[1,null,2]"));
  EXPECT_FALSE(Same("[1,2,1]", "[1,1,2]"));
  EXPECT_TRUE(Same("[]", "[]"));
  EXPECT_FALSE(Same("[]", "[0]"));
}

TEST(SameTree, EqualRoutesAndValuesForEveryPairOfSmallTrees) {
  std::vector<Tree> trees;
  ForEachSmallTree(4, {0, 1}, [&](Tree& tree) { trees.push_back(std::move(tree)); });
  std::vector<std::map<std::string, int>> values;
  for (const Tree& tree : trees) values.push_back(ValuesByRoute(tree.root));
  for (size_t i = 0; i < trees.size(); ++i)
    for (size_t j = 0; j < trees.size(); ++j)
      EXPECT_EQ(SameTree(trees[i].root, trees[j].root), values[i] == values[j])
          << FormatTree(trees[i].root) << " " << FormatTree(trees[j].root);
}

}  // namespace
}  // namespace graft::trees

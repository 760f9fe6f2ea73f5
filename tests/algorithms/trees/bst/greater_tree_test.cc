#include "algorithms/trees/bst/greater_tree.h"

#include <gtest/gtest.h>

#include <climits>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

std::string Greater(std::string_view text) {
  return FormatTree(GreaterTree(ParseTree(text)->root));
}

// On each route the sum of all values that are not less than the one there.
std::map<std::string, int> Sums(const Node* root) {
  const auto values = ValuesByRoute(root);
  std::map<std::string, int> sums;
  for (const auto& [route, value] : values)
    for (const auto& [other, greater] : values)
      if (greater >= value) sums[route] += greater;
  return sums;
}

TEST(GreaterTree, Examples) {
  EXPECT_EQ(Greater("[4,1,6,0,2,5,7,null,null,null,3,null,null,null,8]"),
            "[30,36,21,36,35,26,15,null,null,null,33,null,null,null,8]");
  EXPECT_EQ(Greater("[0,null,1]"), "[1,null,1]");
  EXPECT_EQ(Greater("[]"), "[]");
  EXPECT_EQ(Greater("[0,-3,2]"), "[2,-1,2]");
}

TEST(GreaterTree, TheSumsOfEverySmallSearchTree) {
  ForEachSmallSearchTree(8, [](const Tree& tree) {
    const auto expected = Sums(tree.root);
    EXPECT_EQ(ValuesByRoute(GreaterTree(tree.root)), expected);
  });
}

TEST(GreaterTree, AChainOfAMillionNodes) {
  const Tree chain = Chain(1'000'000, Turn::kRight);
  const Tree ones = WithValues(chain.root, std::vector<int>(1'000'000, 1));
  EXPECT_EQ(GreaterTree(ones.root)->value, 1'000'000);
}

TEST(GreaterTreeDeathTest, ASumThatDoesNotFit) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Node greatest = {INT_MAX}, root = {1, nullptr, &greatest};
  EXPECT_DEATH(GreaterTree(&root), "in_range");
  Node least = {INT_MIN};
  greatest = {-1};
  root = {-2, &least, &greatest};
  EXPECT_DEATH(GreaterTree(&root), "in_range");
}

}  // namespace
}  // namespace graft::trees

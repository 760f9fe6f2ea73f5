#include "algorithms/trees/bst/minimum_difference.h"

#include <gtest/gtest.h>

#include <climits>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

int64_t Least(std::string_view text) {
  return MinimumDifference(ParseTree(text)->root);
}

int64_t OfAllPairs(const std::map<std::string, int>& values) {
  int64_t least = INT64_MAX;
  for (const auto& [one, a] : values)
    for (const auto& [other, b] : values)
      if (one != other) least = std::min(least, std::abs(int64_t{a} - b));
  return least;
}

// A search tree as before, with gaps of many sizes.
void Stretch(Node* root, const std::vector<int>& value_of) {
  for (const auto& [route, node] : NodesByRoute(root))
    const_cast<Node*>(node)->value = value_of[node->value];
}

TEST(MinimumDifference, Examples) {
  EXPECT_EQ(Least("[4,2,6,1,3]"), 1);
  EXPECT_EQ(Least("[1,0,48,null,null,12,49]"), 1);
  EXPECT_EQ(Least("[236,104,701,null,227,null,911]"), 9) << "no parent and child";
}

TEST(MinimumDifference, OfAllPairsOfEverySmallSearchTree) {
  for (const std::vector<int>& gaps : {std::vector{0, 9, 18, 26, 33, 39, 44, 48, 51},
                                       {0, 1, 4, 9, 16, 25, 36, 49, 64},
                                       {0, 1, 9, 16, 24, 27, 32, 38, 47}})
    ForEachSmallSearchTree(8, [&](const Tree& tree) {
      if (NodeCount(tree.root) < 2) return;
      Stretch(tree.root, gaps);
      EXPECT_EQ(MinimumDifference(tree.root), OfAllPairs(ValuesByRoute(tree.root)));
    });
}

TEST(MinimumDifference, ExtremeValues) {
  Node least = {INT_MIN}, greatest = {INT_MAX, &least};
  EXPECT_EQ(MinimumDifference(&greatest), 4'294'967'295);
}

TEST(MinimumDifference, EqualValues) { EXPECT_EQ(Least("[1,null,1]"), 0); }

TEST(MinimumDifference, AChainOfAMillionNodes) {
  EXPECT_EQ(MinimumDifference(Chain(1'000'000, Turn::kRight).root), 1);
}

TEST(MinimumDifferenceDeathTest, OfASearchTreeOfTwoNodes) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(Least("[]"), "root != nullptr");
  EXPECT_DEATH(Least("[1]"), "root != nullptr");
  EXPECT_DEATH(Least("[1,2]"), "previous <= value");
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/bst/search_tree_from_preorder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <climits>
#include <numeric>
#include <set>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

using Values = std::vector<int>;

// The order of the routes is preorder.
Values PreorderOf(const Node* root) {
  Values values;
  for (const auto& [route, value] : ValuesByRoute(root)) values.push_back(value);
  return values;
}

bool IsTaken(const Values& values) {
  SearchTreePreorder preorder;
  return std::ranges::all_of(values, [&](int value) { return preorder.Append(value); });
}

TEST(SearchTreeFromPreorder, Examples) {
  EXPECT_EQ(FormatTree(SearchTreeFromPreorder({8, 5, 1, 7, 10, 12}).root),
            "[8,5,10,1,7,null,12]");
  EXPECT_EQ(FormatTree(SearchTreeFromPreorder({1, 3}).root), "[1,null,3]");
  EXPECT_EQ(SearchTreeFromPreorder({}).root, nullptr);
}

TEST(SearchTreeFromPreorder, GivesBackEverySmallSearchTree) {
  ForEachSmallSearchTree(8, [](const Tree& tree) {
    EXPECT_EQ(FormatTree(SearchTreeFromPreorder(PreorderOf(tree.root)).root),
              FormatTree(tree.root));
  });
}

TEST(SearchTreePreorder, RefusesWhatNoSearchTreeHas) {
  std::set<Values> preorders;
  ForEachSmallSearchTree(
      7, [&](const Tree& tree) { preorders.insert(PreorderOf(tree.root)); });
  for (int n = 0; n <= 7; ++n) {
    Values values(n);
    std::iota(values.begin(), values.end(), 1);
    do EXPECT_EQ(IsTaken(values), preorders.contains(values));
    while (std::ranges::next_permutation(values).found);
  }
}

TEST(SearchTreePreorder, RefusesEqualValues) {
  EXPECT_FALSE(IsTaken({1, 1}));
  EXPECT_FALSE(IsTaken({2, 1, 2}));
  EXPECT_FALSE(IsTaken({1, 2, 1}));
  EXPECT_TRUE(IsTaken({INT_MIN, INT_MAX}));
  EXPECT_TRUE(IsTaken({INT_MAX, INT_MIN}));
}

TEST(SearchTreeFromPreorder, ChainsOfAMillionNodes) {
  Values values(1'000'000);
  std::iota(values.begin(), values.end(), 1);
  EXPECT_EQ(FormatTree(SearchTreeFromPreorder(values).root),
            FormatTree(Chain(1'000'000, Turn::kRight).root));
  std::ranges::reverse(values);
  const Tree left = SearchTreeFromPreorder(values);
  EXPECT_EQ(FormatTree(left.root),
            FormatTree(WithValues(Chain(1'000'000, Turn::kLeft).root, values).root));
}

TEST(SearchTreeFromPreorderDeathTest, OfAPreorder) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(SearchTreeFromPreorder({2, 3, 1}), "goes_on");
  EXPECT_DEATH(SearchTreeFromPreorder({1, 1}), "goes_on");
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/bst/trim_search_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <climits>
#include <set>
#include <utility>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

std::string Trimmed(std::string_view text, int low, int high) {
  const auto tree = ParseTree(text);
  return FormatTree(TrimSearchTree(tree->root, low, high));
}

using Pairs = std::set<std::pair<int, int>>;

// Who is an ancestor of whom, of the values from low to high.
Pairs Ancestors(const Node* root, int low, int high) {
  Pairs pairs;
  const auto values = ValuesByRoute(root);
  for (const auto& [route, above] : values)
    for (const auto& [other, below] : values)
      if (other.starts_with(route) && std::min(above, below) >= low &&
          std::max(above, below) <= high)
        pairs.emplace(above, below);
  return pairs;
}

TEST(TrimSearchTree, Examples) {
  EXPECT_EQ(Trimmed("[1,0,2]", 1, 2), "[1,null,2]");
  EXPECT_EQ(Trimmed("[3,0,4,null,2,null,null,1]", 1, 3), "[3,2,null,1]");
  EXPECT_EQ(Trimmed("[]", 1, 3), "[]");
  EXPECT_EQ(Trimmed("[2,1,3]", 4, 5), "[]");
}

TEST(TrimSearchTree, KeepsValuesInTheRangeAndTheirAncestors) {
  for (int low = 0; low <= 8; ++low)
    for (int high = low; high <= 8; ++high)
      ForEachSmallSearchTree(7, [&](const Tree& tree) {
        const Pairs expected = Ancestors(tree.root, low, high);
        std::vector<int> values = InorderValues(tree.root);
        std::erase_if(values, [&](int value) { return value < low || value > high; });
        const Node* root = TrimSearchTree(tree.root, low, high);
        EXPECT_EQ(Ancestors(root, INT_MIN, INT_MAX), expected);
        EXPECT_EQ(InorderValues(root), values);
      });
}

TEST(TrimSearchTree, AChainOfAMillionNodes) {
  const Tree chain = Chain(1'000'000, Turn::kRight);
  const Node* root = TrimSearchTree(chain.root, 999'999, 2'000'000);
  EXPECT_EQ(FormatTree(root), "[999999,null,1000000]");
}

TEST(TrimSearchTreeDeathTest, OfARange) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(TrimSearchTree(nullptr, 2, 1), "low <= high");
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/bst/search_tree_iterator.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"

namespace graft::trees {
namespace {

std::vector<int> IteratedValues(const Node* root) {
  std::vector<int> values;
  for (SearchTreeIterator iterator(root); iterator.HasNext();)
    values.push_back(iterator.Next());
  return values;
}

TEST(SearchTreeIterator, Example) {
  const auto tree = ParseTree("[7,3,15,null,null,9,20]");
  SearchTreeIterator iterator(tree->root);
  EXPECT_EQ(iterator.Next(), 3);
  EXPECT_EQ(iterator.Next(), 7);
  EXPECT_TRUE(iterator.HasNext());
  EXPECT_EQ(iterator.Next(), 9);
  EXPECT_EQ(iterator.Next(), 15);
  EXPECT_EQ(iterator.Next(), 20);
  EXPECT_FALSE(iterator.HasNext());
}

TEST(SearchTreeIterator, InorderOfEverySmallTree) {
  for (const Tree& tree : AllShapesTo(8))
    EXPECT_EQ(IteratedValues(tree.root), InorderValues(tree.root));
}

TEST(SearchTreeIterator, ChainsOfAMillionNodes) {
  std::vector<int> ascending = IteratedValues(Chain(1'000'000, Turn::kRight).root);
  ASSERT_EQ(ascending.size(), 1'000'000u);
  EXPECT_TRUE(std::is_sorted(ascending.begin(), ascending.end()));
  std::reverse(ascending.begin(), ascending.end());
  EXPECT_EQ(IteratedValues(Chain(1'000'000, Turn::kLeft).root), ascending);
}

TEST(SearchTreeIteratorDeathTest, NothingAfterTheLastValue) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(SearchTreeIterator(nullptr).Next(), "HasNext");
}

}  // namespace
}  // namespace graft::trees

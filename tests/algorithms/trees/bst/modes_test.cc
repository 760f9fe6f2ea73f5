#include "algorithms/trees/bst/modes.h"

#include <gtest/gtest.h>

#include <map>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"

namespace graft::trees {
namespace {

using Values = std::vector<int>;

// A table of counts.
Values ByCounting(const Values& values) {
  std::map<int, int> counts;
  int most = 0;
  for (const int value : values) most = std::max(most, ++counts[value]);
  Values modes;
  for (const auto& [value, count] : counts)
    if (count == most) modes.push_back(value);
  return modes;
}

TEST(Modes, Examples) {
  EXPECT_EQ(Modes(ParseTree("[1,null,2,2]")->root), (Values{2}));
  EXPECT_EQ(Modes(ParseTree("[0]")->root), (Values{0}));
  EXPECT_EQ(Modes(ParseTree("[2,1,3]")->root), (Values{1, 2, 3}));
  EXPECT_EQ(Modes(nullptr), Values());
}

TEST(Modes, ByCountingForEverySmallTreeInOrder) {
  ForEachSmallTree(6, {-1, 0, 1}, [](const Tree& tree) {
    const Values values = InorderValues(tree.root);
    if (!std::is_sorted(values.begin(), values.end())) return;
    EXPECT_EQ(Modes(tree.root), ByCounting(values)) << FormatTree(tree.root);
  });
}

TEST(Modes, AChainOfAMillionNodes) {
  Tree chain = Chain(1'000'000, Turn::kRight);
  EXPECT_EQ(Modes(chain.root).size(), 1'000'000u);
  chain.root->value = 2;
  EXPECT_EQ(Modes(chain.root), (Values{2}));
}

TEST(ModesDeathTest, OfASearchTree) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(Modes(ParseTree("[1,2]")->root), "value <= next");
}

}  // namespace
}  // namespace graft::trees

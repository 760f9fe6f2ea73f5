#include "algorithms/trees/small_trees.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "algorithms/trees/leetcode_format.h"

namespace graft::trees {
namespace {

TEST(SmallTrees, EachOnce) {
  std::multiset<std::string> seen;
  ForEachSmallTree(4, {5, 6}, [&](Tree& tree) { seen.insert(FormatTree(tree.root)); });
  EXPECT_EQ(seen.size(), 1 + 1 * 2 + 2 * 4 + 5 * 8 + 14 * 16);
  EXPECT_EQ(std::set(seen.begin(), seen.end()).size(), seen.size());
}

TEST(SmallTrees, SearchTreesAreInOrder) {
  int count = 0;
  ForEachSmallSearchTree(5, [&](Tree& tree) {
    const std::vector<int> values = InorderValues(tree.root);
    EXPECT_TRUE(std::is_sorted(values.begin(), values.end()));
    ++count;
  });
  EXPECT_EQ(count, 1 + 1 + 2 + 5 + 14 + 42);
}

}  // namespace
}  // namespace graft::trees

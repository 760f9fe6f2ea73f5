#include "algorithms/trees/paths/path_sum_two.h"

#include <gtest/gtest.h>

#include <numeric>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

using Paths = std::vector<std::vector<int>>;

TEST(PathSumTwo, Examples) {
  const auto tree = ParseTree("[5,4,8,11,null,13,4,7,2,null,null,5,1]");
  EXPECT_EQ(PathSumTwo(tree->root, 22), (Paths{{5, 4, 11, 2}, {5, 8, 4, 5}}));
  EXPECT_EQ(PathSumTwo(ParseTree("[1,2,3]")->root, 5), Paths());
  EXPECT_EQ(PathSumTwo(ParseTree("[1,2]")->root, 0), Paths());
  EXPECT_EQ(PathSumTwo(nullptr, 0), Paths());
}

TEST(PathSumTwo, AllWaysWithThatSumInEverySmallTree) {
  ForEachSmallTree(6, {-2, 0, 1}, [](const Tree& tree) {
    const Paths ways = ValuesToLeaves(tree.root);
    for (int target = -4; target <= 3; ++target) {
      Paths expected = ways;
      std::erase_if(expected, [target](const std::vector<int>& way) {
        return std::reduce(way.begin(), way.end()) != target;
      });
      EXPECT_EQ(PathSumTwo(tree.root, target), expected)
          << target << " in " << FormatTree(tree.root);
    }
  });
}

}  // namespace
}  // namespace graft::trees

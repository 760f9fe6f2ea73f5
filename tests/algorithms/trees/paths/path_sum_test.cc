#include "algorithms/trees/paths/path_sum.h"

#include <gtest/gtest.h>

#include <numeric>
#include <set>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

TEST(PathSum, Examples) {
  const auto tree = ParseTree("[5,4,8,11,null,13,4,7,2,null,null,null,1]");
  EXPECT_TRUE(PathSum(tree->root, 22));
  EXPECT_FALSE(PathSum(ParseTree("[1,2,3]")->root, 5));
  EXPECT_FALSE(PathSum(ParseTree("[1,2]")->root, 1)) << "the root is no leaf";
  EXPECT_FALSE(PathSum(nullptr, 0));
}

TEST(PathSum, IsAmongTheSumsOfAllWaysOfEverySmallTree) {
  ForEachSmallTree(6, {-2, 0, 1}, [](const Tree& tree) {
    std::set<int> sums;
    for (const std::vector<int>& way : ValuesToLeaves(tree.root))
      sums.insert(std::reduce(way.begin(), way.end()));
    for (int target = -12; target <= 6; ++target)
      EXPECT_EQ(PathSum(tree.root, target), sums.contains(target))
          << target << " in " << FormatTree(tree.root);
  });
}

TEST(PathSum, MayExceedAnInt) {
  const auto tree = ParseTree("[-2147483648,-2147483648]");
  EXPECT_TRUE(PathSum(tree->root, -4294967296));
  EXPECT_FALSE(PathSum(tree->root, 0));
}

}  // namespace
}  // namespace graft::trees

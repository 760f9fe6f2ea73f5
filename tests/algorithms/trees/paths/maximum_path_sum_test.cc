#include "algorithms/trees/paths/maximum_path_sum.h"

#include <gtest/gtest.h>

#include <limits>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

// On the way from a to b lie the nodes between them and their lowest common ancestor.
int64_t SumOfWay(const std::map<std::string, int>& values, const std::string& a,
                 const std::string& b) {
  const std::string top = CommonPrefix(a, b);
  int64_t sum = 0;
  for (const auto& [route, value] : values)
    if (route.starts_with(top) && (a.starts_with(route) || b.starts_with(route)))
      sum += value;
  return sum;
}

int64_t BestWay(const Node* root) {
  const auto values = ValuesByRoute(root);
  int64_t best = std::numeric_limits<int64_t>::min();
  for (const auto& [a, value] : values)
    for (const auto& [b, other] : values) best = std::max(best, SumOfWay(values, a, b));
  return best;
}

TEST(MaximumPathSum, Examples) {
  EXPECT_EQ(MaximumPathSum(ParseTree("[1,2,3]")->root), 6);
  EXPECT_EQ(MaximumPathSum(ParseTree("[-10,9,20,null,null,15,7]")->root), 42);
  EXPECT_EQ(MaximumPathSum(ParseTree("[-3,-2]")->root), -2);
}

TEST(MaximumPathSum, TheBestWayInEverySmallTree) {
  ForEachSmallTree(6, {-3, -1, 2}, [](const Tree& tree) {
    if (tree.root == nullptr) return;
    EXPECT_EQ(MaximumPathSum(tree.root), BestWay(tree.root)) << FormatTree(tree.root);
  });
}

TEST(MaximumPathSum, MayExceedAnInt) {
  EXPECT_EQ(MaximumPathSum(ParseTree("[2147483647,2147483647,2147483647]")->root),
            6442450941);
  EXPECT_EQ(MaximumPathSum(ParseTree("[-2147483648]")->root), -2147483648);
}

TEST(MaximumPathSumDeathTest, RefusesAnEmptyTree) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(MaximumPathSum(nullptr), "precondition failed: root != nullptr");
}

}  // namespace
}  // namespace graft::trees

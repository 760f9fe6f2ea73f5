#include "algorithms/trees/paths/path_sum_three.h"

#include <gtest/gtest.h>

#include <string>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

// The sums of the ways from every node down to every node, counted.
std::map<int, int> CountOfSums(const Node* root) {
  const auto values = ValuesByRoute(root);
  std::map<int, int> count;
  for (const auto& [route, value] : values) {
    int sum = 0;
    for (size_t length = route.size() + 1; length > 0; --length) {
      sum += values.at(route.substr(0, length - 1));
      ++count[sum];
    }
  }
  return count;
}

TEST(PathSumThree, Examples) {
  EXPECT_EQ(PathSumThree(ParseTree("[10,5,-3,3,2,null,11,3,-2,null,1]")->root, 8), 3);
  EXPECT_EQ(PathSumThree(ParseTree("[5,4,8,11,null,13,4,7,2,null,null,5,1]")->root, 22),
            3);
  EXPECT_EQ(PathSumThree(ParseTree("[1]")->root, 0), 0) << "no empty ways";
  EXPECT_EQ(PathSumThree(nullptr, 0), 0);
}

TEST(PathSumThree, EveryWayInEverySmallTree) {
  ForEachSmallTree(6, {-2, 0, 1}, [](const Tree& tree) {
    auto count = CountOfSums(tree.root);
    for (int target = -4; target <= 3; ++target)
      EXPECT_EQ(PathSumThree(tree.root, target), count[target])
          << target << " in " << FormatTree(tree.root);
  });
}

// In 32 bits the values add up to 0.
TEST(PathSumThree, SumsDoNotWrapAround) {
  const auto tree = ParseTree(
      "[1000000000,1000000000,null,294967296,null,1000000000,null,"
      "1000000000]");
  EXPECT_EQ(PathSumThree(tree->root, 0), 0);
  EXPECT_EQ(PathSumThree(tree->root, 4294967296), 1);
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/properties/house_robber_three.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

// The best set of nodes without neighbours in it.
int64_t BestSet(const Node* root) {
  const std::vector<unsigned> neighbours = NeighbourSets(root);
  std::vector<int> values;
  for (const auto& [route, node] : NodesByRoute(root)) values.push_back(node->value);
  int64_t best = 0;
  for (unsigned set = 0; set < 1u << values.size(); ++set) {
    int64_t sum = 0;
    bool allowed = true;
    for (size_t i = 0; i < values.size(); ++i) {
      if ((set >> i & 1) == 0) continue;
      sum += values[i];
      allowed = allowed && (neighbours[i] & set) == 0;
    }
    if (allowed) best = std::max(best, sum);
  }
  return best;
}

TEST(HouseRobberThree, Examples) {
  EXPECT_EQ(HouseRobberThree(ParseTree("[3,2,3,null,3,null,1]")->root), 7);
  EXPECT_EQ(HouseRobberThree(ParseTree("[3,4,5,1,3,null,1]")->root), 9);
  EXPECT_EQ(HouseRobberThree(ParseTree("[4,1,null,2,null,3]")->root), 7)
      << "two nodes left out in a row";
  EXPECT_EQ(HouseRobberThree(nullptr), 0);
}

TEST(HouseRobberThree, TheBestSetOfEverySmallTree) {
  ForEachSmallTree(6, {-1, 1, 3}, [](const Tree& tree) {
    EXPECT_EQ(HouseRobberThree(tree.root), BestSet(tree.root)) << FormatTree(tree.root);
  });
}

TEST(HouseRobberThree, MayExceedAnInt) {
  const auto tree = ParseTree("[0,2147483647,2147483647]");
  EXPECT_EQ(HouseRobberThree(tree->root), 4294967294);
}

}  // namespace
}  // namespace graft::trees

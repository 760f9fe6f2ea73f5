#include "algorithms/trees/properties/min_depth.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

// The shortest route to a leaf.
int ShortestRoute(const Node* root) {
  int shortest = 0;
  for (const auto& [route, leaf] : LeavesByRoute(root)) {
    const int nodes = static_cast<int>(route.size()) + 1;
    if (shortest == 0 || nodes < shortest) shortest = nodes;
  }
  return shortest;
}

TEST(MinDepth, Examples) {
  EXPECT_EQ(MinDepth(ParseTree("[3,9,20,null,null,15,7]")->root), 2);
  EXPECT_EQ(MinDepth(ParseTree("[2,null,3,null,4,null,5,null,6]")->root), 5);
  EXPECT_EQ(MinDepth(nullptr), 0);
}

TEST(MinDepth, IsTheShortestRouteToALeafOfEverySmallTree) {
  for (const Tree& tree : AllShapesTo(8))
    EXPECT_EQ(MinDepth(tree.root), ShortestRoute(tree.root)) << FormatTree(tree.root);
}

TEST(MinDepth, AChainOfAMillionNodes) {
  EXPECT_EQ(MinDepth(Chain(1'000'000, Turn::kZigzag).root), 1'000'000);
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/properties/bottom_left_value.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

// The first of the longest routes.
int ByRoutes(const Node* root) {
  std::string longest;
  const auto nodes = NodesByRoute(root);
  for (const auto& [route, node] : nodes)
    if (route.size() > longest.size()) longest = route;
  return nodes.at(longest)->value;
}

TEST(BottomLeftValue, Examples) {
  EXPECT_EQ(BottomLeftValue(ParseTree("[2,1,3]")->root), 1);
  EXPECT_EQ(BottomLeftValue(ParseTree("[1,2,3,4,null,5,6,null,null,7]")->root), 7);
}

TEST(BottomLeftValue, EverySmallTree) {
  for (int n = 1; n <= 8; ++n)
    for (const Tree& tree : AllShapes(n))
      EXPECT_EQ(BottomLeftValue(tree.root), ByRoutes(tree.root))
          << FormatTree(tree.root);
}

TEST(BottomLeftValueDeathTest, RefusesAnEmptyTree) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(BottomLeftValue(nullptr), "precondition failed: root != nullptr");
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/properties/diameter.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

int FarthestPair(const Node* root) {
  int farthest = 0;
  const auto nodes = NodesByRoute(root);
  for (const auto& [a, node] : nodes)
    for (const auto& [b, other] : nodes) farthest = std::max(farthest, Distance(a, b));
  return farthest;
}

TEST(Diameter, Examples) {
  EXPECT_EQ(Diameter(ParseTree("[1,2,3,4,5]")->root), 3);
  EXPECT_EQ(Diameter(ParseTree("[1,2]")->root), 1);
  EXPECT_EQ(Diameter(ParseTree("[1]")->root), 0);
  EXPECT_EQ(Diameter(nullptr), 0);
}

TEST(Diameter, IsTheDistanceOfTheFarthestPairOfEverySmallTree) {
  for (const Tree& tree : AllShapesTo(8))
    EXPECT_EQ(Diameter(tree.root), FarthestPair(tree.root)) << FormatTree(tree.root);
}

}  // namespace
}  // namespace graft::trees

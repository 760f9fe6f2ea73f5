#include "algorithms/trees/properties/sum_of_left_leaves.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

// Leaves whose route ends to the left.
int64_t SumByRoutes(const Node* root) {
  int64_t sum = 0;
  for (const auto& [route, leaf] : LeavesByRoute(root))
    if (route.ends_with('L')) sum += leaf->value;
  return sum;
}

TEST(SumOfLeftLeaves, Examples) {
  EXPECT_EQ(SumOfLeftLeaves(ParseTree("[3,9,20,null,null,15,7]")->root), 24);
  EXPECT_EQ(SumOfLeftLeaves(ParseTree("[1]")->root), 0);
  EXPECT_EQ(SumOfLeftLeaves(nullptr), 0);
}

TEST(SumOfLeftLeaves, EverySmallTree) {
  for (const Tree& tree : AllShapesTo(8))
    EXPECT_EQ(SumOfLeftLeaves(tree.root), SumByRoutes(tree.root))
        << FormatTree(tree.root);
}

TEST(SumOfLeftLeaves, MayExceedAnInt) {
  const auto tree = ParseTree("[0,-2147483648,0,null,null,-2147483648]");
  EXPECT_EQ(SumOfLeftLeaves(tree->root), -4294967296);
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/traversal/level_order_walk.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/level_order/levels_ref.h"

namespace graft::trees {
namespace {

TEST(LevelOrderWalk, IsTheLevelsOneAfterAnother) {
  for (const Tree& tree : AllShapesTo(8)) {
    std::vector<int> defined;
    for (const auto& level : LevelsRef(tree.root))
      defined.insert(defined.end(), level.begin(), level.end());
    EXPECT_EQ(ValuesOf(LevelOrder(tree)), defined) << FormatTree(tree.root);
  }
}

// The values of UniformShape and of Complete are numbered level by level.
TEST(LevelOrderWalk, OfLargeTrees) {
  const auto check = [](const Tree& tree, int nodes) {
    int next = 0;
    for (const int value : LevelOrder(tree)) ASSERT_EQ(value, ++next);
    EXPECT_EQ(next, nodes);
  };
  check(UniformShape(200'000, 3), 200'000);
  check(Complete(200'000), 200'000);
  check(Chain(1'000'000, Turn::kZigzag), 1'000'000);
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/level_order/level_order_bottom.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/level_order/levels_ref.h"

namespace graft::trees {
namespace {

using Lists = std::vector<std::vector<int>>;

TEST(LevelOrderBottom, IsLevelOrderBackwards) {
  for (const Tree& tree : AllShapesTo(8)) {
    Lists levels = LevelsRef(tree.root);
    std::ranges::reverse(levels);
    EXPECT_EQ(LevelOrderBottom(tree.root), levels) << FormatTree(tree.root);
  }
}

}  // namespace
}  // namespace graft::trees

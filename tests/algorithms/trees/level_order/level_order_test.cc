#include "algorithms/trees/level_order/level_order.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/level_order/levels_ref.h"

namespace graft::trees {
namespace {

using Lists = std::vector<std::vector<int>>;

TEST(LevelOrderLists, Examples) {
  EXPECT_EQ(LevelOrderLists(ParseTree("[3,9,20,null,null,15,7]")->root),
            (Lists{{3}, {9, 20}, {15, 7}}));
  EXPECT_EQ(LevelOrderLists(nullptr), Lists());
}

TEST(LevelOrderLists, AreTheLevelsOfEverySmallTree) {
  for (const Tree& tree : AllShapesTo(8))
    EXPECT_EQ(LevelOrderLists(tree.root), LevelsRef(tree.root));
}

}  // namespace
}  // namespace graft::trees

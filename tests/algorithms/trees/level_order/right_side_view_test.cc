#include "algorithms/trees/level_order/right_side_view.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/level_order/levels_ref.h"

namespace graft::trees {
namespace {

TEST(RightSideView, Examples) {
  EXPECT_EQ(RightSideView(ParseTree("[1,2,3,null,5,null,4]")->root),
            (std::vector{1, 3, 4}));
  EXPECT_EQ(RightSideView(ParseTree("[1,2,3,4]")->root), (std::vector{1, 3, 4}));
}

TEST(RightSideView, IsTheLastOfEachLevel) {
  for (const Tree& tree : AllShapesTo(8)) {
    std::vector<int> last;
    for (const auto& level : LevelsRef(tree.root)) last.push_back(level.back());
    EXPECT_EQ(RightSideView(tree.root), last) << FormatTree(tree.root);
  }
}

}  // namespace
}  // namespace graft::trees

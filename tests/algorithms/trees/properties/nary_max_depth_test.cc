#include "algorithms/trees/properties/nary_max_depth.h"

#include <gtest/gtest.h>

#include "tests/algorithms/trees/properties/routes.h"
#include "tests/algorithms/trees/properties/small_nary_trees.h"

namespace graft::trees {
namespace {

TEST(NaryMaxDepth, Examples) {
  EXPECT_EQ(NaryMaxDepth(ParseNaryTree("[1,null,3,2,4,null,5,6]")->root), 3);
  EXPECT_EQ(NaryMaxDepth(ParseNaryTree("[1,null,2,3,4,5,null,null,6,7,null,8,null,9,10,"
                                       "null,null,11,null,12,null,13,null,null,14]")
                             ->root),
            5);
  EXPECT_EQ(NaryMaxDepth(nullptr), 0);
}

// In the binary tree that it came from, each turn to the left goes a level down.
TEST(NaryMaxDepth, CountsTheTurnsToTheLeft) {
  for (const Tree& binary : AllShapesTo(8)) {
    int64_t deepest = 1;  // the root
    for (const auto& [route, node] : NodesByRoute(binary.root))
      deepest = std::max<int64_t>(deepest, 2 + std::ranges::count(route, 'L'));
    EXPECT_EQ(NaryMaxDepth(NaryTreeOfBinary(binary.root).root), deepest);
  }
}

}  // namespace
}  // namespace graft::trees

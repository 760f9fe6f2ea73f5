#include "algorithms/trees/level_order/largest_of_levels.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/level_order/levels_ref.h"

namespace graft::trees {
namespace {

TEST(LargestOfLevels, Examples) {
  EXPECT_EQ(LargestOfLevels(ParseTree("[1,3,2,5,3,null,9]")->root),
            (std::vector{1, 3, 9}));
  EXPECT_EQ(LargestOfLevels(ParseTree("[-5,-7,-6]")->root), (std::vector{-5, -6}));
}

TEST(LargestOfLevels, IsTheMaximumOfEachLevel) {
  ForEachSmallTree(5, {-2, 0, 3}, [](const Tree& tree) {
    std::vector<int> largest;
    for (auto level : LevelsRef(tree.root)) {
      std::ranges::sort(level);
      largest.push_back(level.back());
    }
    EXPECT_EQ(LargestOfLevels(tree.root), largest) << FormatTree(tree.root);
  });
}

}  // namespace
}  // namespace graft::trees

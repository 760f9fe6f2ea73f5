#include "algorithms/trees/level_order/levels.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/level_order/levels_ref.h"

namespace graft::trees {
namespace {

using Lists = std::vector<std::vector<int>>;

TEST(ForEachLevel, GivesTheLevelsOfEverySmallTree) {
  for (const Tree& tree : AllShapesTo(8)) {
    Lists levels;
    ForEachLevel(tree.root, [&](Level level) {
      levels.emplace_back();
      for (const Node* node : level) levels.back().push_back(node->value);
    });
    EXPECT_EQ(levels, LevelsRef(tree.root)) << FormatTree(tree.root);
  }
}

TEST(ForEachLevel, CountsAMillionLevels) {
  const Tree chain = Chain(1'000'000, Turn::kZigzag);
  int levels = 0;
  ForEachLevel(chain.root, [&](Level level) { levels += level.size() == 1; });
  EXPECT_EQ(levels, 1'000'000);
}

}  // namespace
}  // namespace graft::trees

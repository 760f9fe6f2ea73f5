#include "algorithms/trees/traversal/level_order_walk.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"

namespace graft::trees {
namespace {

void Collect(const Node* root, size_t depth, std::vector<std::vector<int>>& levels) {
  if (root == nullptr) return;
  if (depth == levels.size()) levels.emplace_back();
  levels[depth].push_back(root->value);
  Collect(root->left, depth + 1, levels);
  Collect(root->right, depth + 1, levels);
}

TEST(LevelOrderWalk, IsTheLevelsOneAfterAnother) {
  for (const Tree& tree : AllShapesTo(8)) {
    std::vector<std::vector<int>> levels;
    Collect(tree.root, 0, levels);
    std::vector<int> defined;
    for (const auto& level : levels)
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

#include "algorithms/trees/properties/max_depth.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"

namespace graft::trees {
namespace {

// Levels until there is none.
int LevelsOf(const Node* root) {
  int levels = 0;
  std::vector<const Node*> level = {root};
  for (std::erase(level, nullptr); !level.empty(); ++levels) {
    std::vector<const Node*> next;
    for (const Node* node : level) next.insert(next.end(), {node->left, node->right});
    std::erase(next, nullptr);
    level = next;
  }
  return levels;
}

TEST(MaxDepth, Examples) {
  EXPECT_EQ(MaxDepth(ParseTree("[3,9,20,null,null,15,7]")->root), 3);
  EXPECT_EQ(MaxDepth(ParseTree("[1,null,2]")->root), 2);
  EXPECT_EQ(MaxDepth(nullptr), 0);
}

TEST(MaxDepth, CountsTheLevelsOfEverySmallTree) {
  for (const Tree& tree : AllShapesTo(8))
    EXPECT_EQ(MaxDepth(tree.root), LevelsOf(tree.root)) << FormatTree(tree.root);
}

}  // namespace
}  // namespace graft::trees

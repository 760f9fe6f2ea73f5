#include "algorithms/trees/properties/balanced_tree.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

// At every node the longest routes on to the left and to the right differ by at most one.
bool BalancedByRoutes(const Node* root) {
  const auto nodes = NodesByRoute(root);
  const auto longest_below = [&nodes](const std::string& start) {
    size_t longest = start.size() - 1;  // of the parent, if there is no such child
    for (const auto& [route, node] : nodes)
      if (route.starts_with(start)) longest = std::max(longest, route.size());
    return static_cast<int>(longest);
  };
  return std::ranges::all_of(nodes, [&](const auto& at) {
    return std::abs(longest_below(at.first + 'L') - longest_below(at.first + 'R')) <= 1;
  });
}

TEST(BalancedTree, Examples) {
  EXPECT_TRUE(BalancedTree(ParseTree("[3,9,20,null,null,15,7]")->root));
  EXPECT_FALSE(BalancedTree(ParseTree("[1,2,2,3,3,null,null,4,4]")->root));
  EXPECT_FALSE(BalancedTree(ParseTree("[1,2,2,3,null,null,3,4,null,null,4]")->root))
      << "balanced at the root only";
  EXPECT_TRUE(BalancedTree(nullptr));
}

TEST(BalancedTree, EverySmallTree) {
  for (const Tree& tree : AllShapesTo(8))
    EXPECT_EQ(BalancedTree(tree.root), BalancedByRoutes(tree.root))
        << FormatTree(tree.root);
}

}  // namespace
}  // namespace graft::trees

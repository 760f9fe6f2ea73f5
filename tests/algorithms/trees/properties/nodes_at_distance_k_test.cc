#include "algorithms/trees/properties/nodes_at_distance_k.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

TEST(NodesAtDistanceK, Examples) {
  const auto tree = ParseTree("[3,5,1,6,2,0,8,null,null,7,4]");
  const Node* five = tree->root->left;
  EXPECT_EQ(NodesAtDistanceK(tree->root, five, 2),
            (std::vector<const Node*>{five->right->left, five->right->right,
                                      tree->root->right}));
  EXPECT_TRUE(NodesAtDistanceK(five, five, 1'000'000'000).empty());
}

TEST(NodesAtDistanceK, EveryTargetAndDistanceInEverySmallTree) {
  for (const Tree& tree : AllShapesTo(7)) {
    const auto nodes = NodesByRoute(tree.root);
    for (const auto& [start, target] : nodes)
      for (int k = 0; k <= 7; ++k) {
        std::vector<const Node*> expected;
        for (const auto& [route, node] : nodes)
          if (Distance(start, route) == k) expected.push_back(node);
        auto found = NodesAtDistanceK(tree.root, target, k);
        EXPECT_TRUE(std::ranges::is_permutation(found, expected))
            << k << " from " << target->value << " in " << FormatTree(tree.root);
      }
  }
}

TEST(NodesAtDistanceKDeathTest, RefusesNegativeDistancesAndOtherNodes) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Node root, stranger;
  EXPECT_DEATH(NodesAtDistanceK(&root, &root, -1), "precondition failed: k >= 0");
  EXPECT_DEATH(NodesAtDistanceK(&root, &stranger, 0), "precondition failed: target");
  EXPECT_DEATH(NodesAtDistanceK(nullptr, nullptr, 0), "precondition failed: target");
}

}  // namespace
}  // namespace graft::trees

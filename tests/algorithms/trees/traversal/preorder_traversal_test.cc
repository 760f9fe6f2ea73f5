#include "algorithms/trees/traversal/preorder_traversal.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "tests/algorithms/trees/traversal/walk_range_ref.h"

namespace graft::trees {
namespace {

TEST(PreorderTraversal, Example) {
  const auto tree = ParseTree("[3,9,20,null,null,15,7]");
  EXPECT_EQ(PreorderTraversal(tree->root), (Values{3, 9, 20, 15, 7}));
  EXPECT_TRUE(PreorderTraversal(nullptr).empty());
}

TEST(PreorderTraversal, RecursiveIsIterativeIsDefined) {
  ExpectDefined(
      PreorderTraversal,
      [](const Node* root, auto visit) { PreorderRecursive(root, visit); },
      [](const Values& left, const Values& value, const Values& right) {
        return Joined(value, left, right);
      });
}

TEST(PreorderTraversal, WalksAMillionNodesInAChain) {
  ExpectWalksAMillionNodesInAChain<PreOrder>();
}

}  // namespace
}  // namespace graft::trees

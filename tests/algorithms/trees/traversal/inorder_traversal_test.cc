#include "algorithms/trees/traversal/inorder_traversal.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "tests/algorithms/trees/traversal/walk_range_ref.h"

namespace graft::trees {
namespace {

TEST(InorderTraversal, Example) {
  const auto tree = ParseTree("[3,9,20,null,null,15,7]");
  EXPECT_EQ(InorderTraversal(tree->root), (Values{9, 3, 15, 20, 7}));
  EXPECT_TRUE(InorderTraversal(nullptr).empty());
}

TEST(InorderTraversal, RecursiveIsIterativeIsDefined) {
  ExpectDefined(
      InorderTraversal,
      [](const Node* root, auto visit) { InorderRecursive(root, visit); },
      [](const Values& left, const Values& value, const Values& right) {
        return Joined(left, value, right);
      });
}

TEST(InorderTraversal, WalksAMillionNodesInAChain) {
  ExpectWalksAMillionNodesInAChain<InOrder>();
}

}  // namespace
}  // namespace graft::trees

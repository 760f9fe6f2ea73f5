#include "algorithms/trees/traversal/postorder_traversal.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "tests/algorithms/trees/traversal/walk_range_ref.h"

namespace graft::trees {
namespace {

TEST(PostorderTraversal, Example) {
  const auto tree = ParseTree("[3,9,20,null,null,15,7]");
  EXPECT_EQ(PostorderTraversal(tree->root), (Values{9, 15, 7, 20, 3}));
  EXPECT_TRUE(PostorderTraversal(nullptr).empty());
}

TEST(PostorderTraversal, RecursiveIsIterativeIsDefined) {
  ExpectDefined(
      PostorderTraversal,
      [](const Node* root, auto visit) { PostorderRecursive(root, visit); },
      [](const Values& left, const Values& value, const Values& right) {
        return Joined(left, right, value);
      });
}

TEST(PostorderTraversal, WalksAMillionNodesInAChain) {
  ExpectWalksAMillionNodesInAChain<PostOrder>();
}

}  // namespace
}  // namespace graft::trees

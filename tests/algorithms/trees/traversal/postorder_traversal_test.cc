#include "algorithms/trees/traversal/postorder_traversal.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"

namespace graft::trees {
namespace {

// By the definition: lists put together.
std::vector<int> Defined(const Node* root) {
  if (root == nullptr) return {};
  const std::vector<int> left = Defined(root->left), right = Defined(root->right);
  std::vector<int> values;
  const auto append = [&](const std::vector<int>& more) {
    values.insert(values.end(), more.begin(), more.end());
  };
  append(left);
  append(right);
  values.push_back(root->value);
  return values;
}

TEST(PostorderTraversal, Example) {
  const auto tree = ParseTree("[3,9,20,null,null,15,7]");
  EXPECT_EQ(PostorderTraversal(tree->root), (std::vector<int>{9, 15, 7, 20, 3}));
  EXPECT_TRUE(PostorderTraversal(nullptr).empty());
}

TEST(PostorderTraversal, RecursiveIsIterativeIsDefined) {
  for (const Tree& tree : AllShapesTo(8)) {
    const std::vector<int> defined = Defined(tree.root);
    EXPECT_EQ(PostorderTraversal(tree.root), defined) << FormatTree(tree.root);
    std::vector<int> recursive;
    PostorderRecursive(tree.root,
                       [&](const Node* node) { recursive.push_back(node->value); });
    EXPECT_EQ(recursive, defined) << FormatTree(tree.root);
  }
}

TEST(PostorderTraversal, WalksAMillionNodesInAChain) {
  for (const Turn turn : {Turn::kLeft, Turn::kRight, Turn::kZigzag}) {
    const Tree chain = Chain(1'000'000, turn);
    int64_t sum = 0;
    for (const int value : PostOrder(chain)) sum += value;
    EXPECT_EQ(sum, 500'000'500'000);
  }
}

}  // namespace
}  // namespace graft::trees

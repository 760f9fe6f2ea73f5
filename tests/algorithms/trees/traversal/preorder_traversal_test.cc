#include "algorithms/trees/traversal/preorder_traversal.h"

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
  values.push_back(root->value);
  append(left);
  append(right);
  return values;
}

TEST(PreorderTraversal, Example) {
  const auto tree = ParseTree("[3,9,20,null,null,15,7]");
  EXPECT_EQ(PreorderTraversal(tree->root), (std::vector<int>{3, 9, 20, 15, 7}));
  EXPECT_TRUE(PreorderTraversal(nullptr).empty());
}

TEST(PreorderTraversal, RecursiveIsIterativeIsDefined) {
  for (const Tree& tree : AllShapesTo(8)) {
    const std::vector<int> defined = Defined(tree.root);
    EXPECT_EQ(PreorderTraversal(tree.root), defined) << FormatTree(tree.root);
    std::vector<int> recursive;
    PreorderRecursive(tree.root,
                      [&](const Node* node) { recursive.push_back(node->value); });
    EXPECT_EQ(recursive, defined) << FormatTree(tree.root);
  }
}

TEST(PreorderTraversal, WalksAMillionNodesInAChain) {
  for (const Turn turn : {Turn::kLeft, Turn::kRight, Turn::kZigzag}) {
    const Tree chain = Chain(1'000'000, turn);
    int64_t sum = 0;
    for (const int value : PreOrder(chain)) sum += value;
    EXPECT_EQ(sum, 500'000'500'000);
  }
}

}  // namespace
}  // namespace graft::trees

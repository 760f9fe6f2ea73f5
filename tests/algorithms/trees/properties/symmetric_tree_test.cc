#include "algorithms/trees/properties/symmetric_tree.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

// The mirror image of each route leads to the same value.
bool EqualsItsMirrorImage(const Node* root) {
  std::map<std::string, int> mirrored;
  for (const auto& [route, value] : ValuesByRoute(root))
    mirrored[MirrorImage(route)] = value;
  return mirrored == ValuesByRoute(root);
}

TEST(SymmetricTree, Examples) {
  EXPECT_TRUE(SymmetricTree(ParseTree("[1,2,2,3,4,4,3]")->root));
  EXPECT_FALSE(SymmetricTree(ParseTree("[1,2,2,null,3,null,3]")->root));
  EXPECT_FALSE(SymmetricTree(ParseTree("[1,2,2,2,null,2]")->root))
      << "its inorder 2 2 1 2 2 reads the same backwards";
  EXPECT_TRUE(SymmetricTree(nullptr));
}

TEST(SymmetricTree, EverySmallTree) {
  int symmetric = 0;
  ForEachSmallTree(7, {1, 2}, [&](const Tree& tree) {
    symmetric += SymmetricTree(tree.root);
    EXPECT_EQ(SymmetricTree(tree.root), EqualsItsMirrorImage(tree.root))
        << FormatTree(tree.root);
  });
  // The root and a half of k nodes: Σ 2 · Catalan(k) · 2ᵏ for k ≤ 3, and the empty tree.
  EXPECT_EQ(symmetric, 1 + 2 * (1 + 1 * 2 + 2 * 4 + 5 * 8));
}

}  // namespace
}  // namespace graft::trees

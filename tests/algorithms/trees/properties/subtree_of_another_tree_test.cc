#include "algorithms/trees/properties/subtree_of_another_tree.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

bool Subtree(std::string_view root, std::string_view subtree) {
  return SubtreeOfAnotherTree(ParseTree(root)->root, ParseTree(subtree)->root);
}

TEST(SubtreeOfAnotherTree, Examples) {
  EXPECT_TRUE(Subtree("[3,4,5,1,2]", "[4,1,2]"));
  EXPECT_FALSE(Subtree("[3,4,5,1,2,null,null,null,null,0]", "[4,1,2]"));
  EXPECT_FALSE(Subtree("[12]", "[2]"));
  EXPECT_FALSE(Subtree("[1,2]", "[1]")) << "the upper part of a tree is no subtree";
  EXPECT_TRUE(Subtree("[1]", "[]"));
  EXPECT_FALSE(Subtree("[]", "[1]"));
}

TEST(SubtreeOfAnotherTree, EveryPairOfSmallTrees) {
  std::vector<Tree> subtrees;
  ForEachSmallTree(3, {0, 1}, [&](Tree& tree) { subtrees.push_back(std::move(tree)); });
  ForEachSmallTree(5, {0, 1}, [&](const Tree& tree) {
    std::set<std::string> below = {"[]"};
    for (const auto& [route, node] : NodesByRoute(tree.root))
      below.insert(FormatTree(node));
    for (const Tree& subtree : subtrees) {
      const std::string text = FormatTree(subtree.root);
      EXPECT_EQ(SubtreeOfAnotherTree(tree.root, subtree.root), below.contains(text))
          << text << " in " << FormatTree(tree.root);
    }
  });
}

TEST(SubtreeOfAnotherTree, LongChainsOfOneValue) {
  const int n = 1 << 17;
  const Tree chain = Chain(n, Turn::kLeft), half = Chain(n / 2, Turn::kLeft);
  const Tree ones = WithValues(chain.root, std::vector<int>(n, 1));
  Tree pattern = WithValues(half.root, std::vector<int>(n / 2, 1));
  EXPECT_TRUE(SubtreeOfAnotherTree(ones.root, pattern.root));
  pattern.root->right = pattern.New(1);
  EXPECT_FALSE(SubtreeOfAnotherTree(ones.root, pattern.root));
}

}  // namespace
}  // namespace graft::trees

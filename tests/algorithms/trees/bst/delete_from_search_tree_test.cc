#include "algorithms/trees/bst/delete_from_search_tree.h"

#include <gtest/gtest.h>

#include <set>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

std::string Without(std::string_view text, int value) {
  const auto tree = ParseTree(text);
  return FormatTree(DeleteFromSearchTree(tree->root, value));
}

std::set<const Node*> NodesOf(const Node* root) {
  std::set<const Node*> nodes;
  for (const auto& [route, node] : NodesByRoute(root)) nodes.insert(node);
  return nodes;
}

TEST(DeleteFromSearchTree, Examples) {
  EXPECT_EQ(Without("[5,3,6,2,4,null,7]", 3), "[5,4,6,2,null,null,7]");
  EXPECT_EQ(Without("[5,3,6,2,4,null,7]", 0), "[5,3,6,2,4,null,7]");
  EXPECT_EQ(Without("[]", 0), "[]");
  EXPECT_EQ(Without("[1]", 1), "[]");
  EXPECT_EQ(Without("[5,2,9,null,null,7,null,6,8]", 5),
            "[6,2,9,null,null,7,null,null,8]");
}

TEST(DeleteFromSearchTree, EveryValueOfEverySmallSearchTree) {
  for (int value = 0; value <= 9; ++value)
    ForEachSmallSearchTree(8, [value](const Tree& tree) {
      std::vector<int> expected = InorderValues(tree.root);
      std::erase(expected, value);
      auto nodes = NodesOf(tree.root);
      std::erase_if(nodes, [value](const Node* node) { return node->value == value; });
      const Node* root = DeleteFromSearchTree(tree.root, value);
      EXPECT_EQ(InorderValues(root), expected);
      EXPECT_EQ(NodesOf(root), nodes) << "the others are the same nodes";
    });
}

TEST(DeleteFromSearchTree, TheLastOfAChainOfAMillionNodes) {
  Tree chain = Chain(1'000'000, Turn::kRight);
  chain.root = DeleteFromSearchTree(chain.root, 1'000'000);
  EXPECT_EQ(FormatTree(chain.root), FormatTree(Chain(999'999, Turn::kRight).root));
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/properties/print_binary_tree.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

// A node r rows down whose turns, read as binary digits, are t stands above the middle of the
// t-th of 2^r parts.
TextTable TableByRoutes(const Node* root) {
  const auto nodes = NodesByRoute(root);
  size_t levels = 0;
  for (const auto& [route, node] : nodes) levels = std::max(levels, route.size() + 1);
  const size_t columns = (1u << levels) - 1;
  TextTable table(levels, std::vector<std::string>(columns));
  for (const auto& [route, node] : nodes) {
    size_t turns = 0;
    for (const char turn : route) turns = 2 * turns + (turn == 'R');
    const size_t part = (columns + 1) >> route.size();
    table[route.size()][turns * part + part / 2 - 1] = std::to_string(node->value);
  }
  return table;
}

TEST(PrintBinaryTree, Examples) {
  EXPECT_EQ(PrintBinaryTree(ParseTree("[1,2]")->root),
            (TextTable{{"", "1", ""}, {"2", "", ""}}));
  EXPECT_EQ(PrintBinaryTree(ParseTree("[1,2,3,null,4]")->root),
            (TextTable{{"", "", "", "1", "", "", ""},
                       {"", "2", "", "", "", "3", ""},
                       {"", "", "4", "", "", "", ""}}));
  EXPECT_EQ(PrintBinaryTree(nullptr), TextTable());
}

TEST(PrintBinaryTree, EverySmallTree) {
  for (const Tree& tree : AllShapesTo(8))
    EXPECT_EQ(PrintBinaryTree(tree.root), TableByRoutes(tree.root))
        << FormatTree(tree.root);
}

TEST(PrintBinaryTreeDeathTest, RefusesDeepTrees) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const Tree chain = Chain(17, Turn::kLeft);
  EXPECT_DEATH(PrintBinaryTree(chain.root), "precondition failed: levels <= 16");
}

}  // namespace
}  // namespace graft::trees

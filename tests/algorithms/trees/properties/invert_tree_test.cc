#include "algorithms/trees/properties/invert_tree.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

TEST(InvertTree, Examples) {
  EXPECT_EQ(FormatTree(InvertTree(ParseTree("[4,2,7,1,3,6,9]")->root)),
            "[4,7,2,9,6,3,1]");
  EXPECT_EQ(FormatTree(InvertTree(ParseTree("[2,1,3]")->root)), "[2,3,1]");
  EXPECT_EQ(InvertTree(nullptr), nullptr);
}

TEST(InvertTree, ExchangesLeftAndRightOnEveryRoute) {
  for (const Tree& tree : AllShapesTo(8)) {
    std::map<std::string, int> mirrored;
    for (const auto& [route, value] : ValuesByRoute(tree.root))
      mirrored[MirrorImage(route)] = value;
    EXPECT_EQ(ValuesByRoute(InvertTree(tree.root)), mirrored);
  }
}

TEST(InvertTree, TwiceIsAsItWas) {
  for (const Tree& tree : AllShapesTo(8)) {
    const std::string before = FormatTree(tree.root);
    EXPECT_EQ(FormatTree(InvertTree(InvertTree(tree.root))), before);
  }
}

TEST(InvertTreeIteratively, UndoesTheRecursiveOne) {
  for (const Tree& tree : AllShapesTo(8)) {
    const std::string before = FormatTree(tree.root);
    EXPECT_EQ(FormatTree(InvertTreeIteratively(InvertTree(tree.root))), before);
  }
}

TEST(InvertTreeIteratively, AChainOfAMillionNodes) {
  const Tree chain = Chain(1'000'000, Turn::kLeft);
  InvertTreeIteratively(chain.root);
  EXPECT_EQ(FormatTree(chain.root), FormatTree(Chain(1'000'000, Turn::kRight).root));
}

}  // namespace
}  // namespace graft::trees

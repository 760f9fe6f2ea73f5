#include "algorithms/trees/properties/maximum_width.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

// Routes of one length, read as binary numbers.
int64_t WidthByRoutes(const Node* root) {
  std::map<size_t, std::vector<int64_t>> places;  // by level, from left to right
  for (const auto& [route, node] : NodesByRoute(root)) {
    int64_t place = 0;
    for (const char turn : route) place = 2 * place + (turn == 'R');
    places[route.size()].push_back(place);
  }
  int64_t widest = 0;
  for (const auto& [level, its] : places)
    widest = std::max(widest, its.back() - its.front() + 1);
  return widest;
}

// Two chains from the root, outwards; the last level is 2^depth wide.
Tree Arms(int depth) {
  Tree tree;
  Node *left = tree.New(0), *right = left;
  tree.root = left;
  for (int i = 0; i < depth; ++i) {
    left = left->left = tree.New(0);
    right = right->right = tree.New(0);
  }
  return tree;
}

TEST(MaximumWidth, Examples) {
  EXPECT_EQ(MaximumWidth(ParseTree("[1,3,2,5,3,null,9]")->root), 4);
  EXPECT_EQ(MaximumWidth(ParseTree("[1,3,2,5,null,null,9,6,null,7]")->root), 7);
  EXPECT_EQ(MaximumWidth(ParseTree("[1,3,2,5]")->root), 2);
  EXPECT_EQ(MaximumWidth(nullptr), 0);
}

TEST(MaximumWidth, EverySmallTree) {
  for (const Tree& tree : AllShapesTo(8))
    EXPECT_EQ(MaximumWidth(tree.root), WidthByRoutes(tree.root))
        << FormatTree(tree.root);
}

TEST(MaximumWidth, AChainOfAMillionNodes) {
  EXPECT_EQ(MaximumWidth(Chain(1'000'000, Turn::kRight).root), 1);
}

TEST(MaximumWidth, TheWidestArms) {
  EXPECT_EQ(MaximumWidth(Arms(62).root), int64_t{1} << 62);
}

TEST(MaximumWidthDeathTest, RefusesWiderOnes) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const Tree arms = Arms(63);
  EXPECT_DEATH(MaximumWidth(arms.root), "precondition failed: gaps");
}

}  // namespace
}  // namespace graft::trees

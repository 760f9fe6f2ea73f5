#include "algorithms/trees/properties/nary_tree.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/algorithms/trees/properties/small_nary_trees.h"

namespace graft::trees {
namespace {

std::string Normal(std::string_view text) {
  const auto tree = ParseNaryTree(text);
  return tree.ok() ? FormatNaryTree(tree->root) : "error";
}

std::string Error(std::string_view text) {
  const auto tree = ParseNaryTree(text);
  if (tree.ok()) return "no error";
  return std::to_string(tree.error().position) + ": " + tree.error().reason;
}

TEST(NaryTree, ReadsAndWritesListings) {
  for (const char* text :
       {"[1,null,3,2,4,null,5,6]",
        "[1,null,2,3,4,5,null,null,6,7,null,8,null,9,10,null,null,11,null,12,null,13,"
        "null,null,14]",
        "[]", "[7]", "[1,null,2,null,3]", "[-2147483648,null,2147483647]"})
    EXPECT_EQ(Normal(text), text);
  EXPECT_EQ(Normal(" [1, null, 2, null, null] "), "[1,null,2]") << "trailing nulls";
  EXPECT_EQ(Normal("[null]"), "[]");
}

TEST(NaryTree, PutsChildrenWhereTheyBelong) {
  const auto tree = ParseNaryTree("[1,null,2,3,4,null,null,5,6,null,7]");
  ASSERT_TRUE(tree.ok());
  const std::vector<NaryNode*>& children = tree->root->children;
  ASSERT_EQ(children.size(), 3u);
  EXPECT_TRUE(children[0]->children.empty());
  EXPECT_EQ(children[1]->children[1]->value, 6);
  EXPECT_EQ(children[2]->children[0]->value, 7);
}

TEST(NaryTree, EveryErrorHasAPositionAndAReason) {
  EXPECT_EQ(Error("7"), "0: expected a tree, as [1,null,2,3]");
  EXPECT_EQ(Error("[1,2]"), "3: expected null: a tree has one root");
  EXPECT_EQ(Error("[1,null,2.5]"), "8: expected an integer or null");
  EXPECT_EQ(Error("[2147483648]"), "1: the value 2147483648 does not fit 32 bits");
  EXPECT_EQ(Error("[null,1]"), "6: every node has its children already");
  EXPECT_EQ(Error("[1,null,null,2]"), "13: every node has its children already");
  EXPECT_EQ(Error("[1,null,null,null]"), "13: every node has its children already");
  EXPECT_EQ(Error("[1,null"), "7: expected ',' or ']', found the end");
}

// As many as binary trees of one node less: Σ Catalan(k) for k ≤ 8.
TEST(NaryTree, EverySmallTreeIsReadBackAsItWasWritten) {
  std::set<std::string> texts;
  ForEachSmallNaryTree(9, [&](const NaryTree& tree) {
    const std::string text = FormatNaryTree(tree.root);
    EXPECT_EQ(Normal(text), text);
    texts.insert(text);
  });
  EXPECT_EQ(texts.size(), 1u + 1 + 2 + 5 + 14 + 42 + 132 + 429 + 1430);
}

TEST(NaryTree, MovesWithItsNodes) {
  NaryTree tree;
  NaryNode* root = tree.root = tree.New(7);
  NaryTree moved = std::move(tree);
  EXPECT_EQ(moved.root, root);
  EXPECT_EQ(tree.root, nullptr);
  tree = std::move(moved);
  EXPECT_EQ(FormatNaryTree(tree.root), "[7]");
}

TEST(NaryTree, AChainOfAMillionNodes) {
  NaryTree tree;
  NaryNode* last = tree.root = tree.New(0);
  for (int i = 1; i < 1'000'000; ++i) {
    last->children.push_back(tree.New(i));
    last = last->children.back();
  }
  const std::string text = FormatNaryTree(tree.root);
  EXPECT_EQ(Normal(text), text);
}

}  // namespace
}  // namespace graft::trees

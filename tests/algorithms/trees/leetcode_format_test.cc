#include "algorithms/trees/leetcode_format.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "algorithms/trees/tree_shapes.h"

namespace graft::trees {
namespace {

std::string Normal(std::string_view text) {
  const auto tree = ParseTree(text);
  return tree.ok() ? FormatTree(tree->root) : "error";
}

std::string Error(std::string_view text) {
  const auto tree = ParseTree(text);
  if (tree.ok()) return "no error";
  return std::to_string(tree.error().position) + ": " + tree.error().reason;
}

// The first three break a builder that takes 2i + 1 and 2i + 2 for the children of element i.
TEST(LeetCodeFormat, ReadsAndWritesListings) {
  for (const char* text :
       {"[4,1,6,0,2,null,7,null,null,null,3,null,8]", "[1,2,3,4]", "[1,null,2,3]",
        "[3,9,20,null,null,15,7]", "[]", "[7]", "[-2147483648,2147483647]",
        "[5,4,8,11,null,13,4,7,2,null,null,5,1]"})
    EXPECT_EQ(Normal(text), text);
  EXPECT_EQ(Normal(" [1, null, 2, null, null] "), "[1,null,2]") << "trailing nulls";
  EXPECT_EQ(Normal("[null]"), "[]");
}

TEST(LeetCodeFormat, PutsChildrenWhereTheyBelong) {
  const auto tree = ParseTree("[4,1,6,0,2,null,7,null,null,null,3,null,8]");
  ASSERT_TRUE(tree.ok());
  const Node* root = tree->root;
  EXPECT_EQ(root->left->right->right->value, 3);
  EXPECT_EQ(root->left->left->left, nullptr);
  EXPECT_EQ(root->right->left, nullptr);
  EXPECT_EQ(root->right->right->right->value, 8);
}

TEST(LeetCodeFormat, EveryErrorHasAPositionAndAReason) {
  EXPECT_EQ(Error("1,2"), "1: expected nothing more, found ','");
  EXPECT_EQ(Error("7"), "0: expected a tree, as [1,null,2]");
  EXPECT_EQ(Error("[1,2.5]"), "3: expected an integer or null");
  EXPECT_EQ(Error("[1,[2]]"), "3: expected an integer or null");
  EXPECT_EQ(Error("[2147483648]"), "1: the value 2147483648 does not fit 32 bits");
  EXPECT_EQ(Error("[null,1]"), "6: no node is left that this could be a child of");
  EXPECT_EQ(Error("[1,null,null,2]"),
            "13: no node is left that this could be a child of");
  EXPECT_EQ(Error("[1,2"), "4: expected ',' or ']', found the end");
}

// Every text is of one tree: 2,056 shapes to 8 nodes, written and read again.
TEST(LeetCodeFormat, EverySmallTreeIsReadBackAsItWasWritten) {
  std::vector<std::string> texts;
  for (const Tree& tree : AllShapesTo(8)) {
    texts.push_back(FormatTree(tree.root));
    EXPECT_EQ(Normal(texts.back()), texts.back());
  }
  std::sort(texts.begin(), texts.end());
  EXPECT_EQ(std::unique(texts.begin(), texts.end()), texts.end());
}

TEST(LeetCodeFormat, RandomTreesAreReadBackAsTheyWereWritten) {
  EXPECT_TRUE(rc::check([] {
    const int n = *rc::gen::inRange(0, 200);
    const Tree tree = UniformShape(n, *rc::gen::arbitrary<uint64_t>());
    const std::string text = FormatTree(tree.root);
    RC_ASSERT(Normal(text) == text);
  }));
}

TEST(LeetCodeFormat, AChainOfAMillionNodes) {
  const Tree chain = Chain(1'000'000, Turn::kZigzag);
  const std::string text = FormatTree(chain.root);
  EXPECT_EQ(Normal(text), text);
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/build/serialize_search_tree.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/build/orders.h"

namespace graft::trees {
namespace {

text::ParseError ErrorOf(std::string_view text) {
  return DeserializeSearchTree(text).error();
}

TEST(SerializeSearchTree, Examples) {
  EXPECT_EQ(SerializeSearchTree(ParseTree("[2,1,3]")->root), "2,1,3");
  EXPECT_EQ(FormatTree(DeserializeSearchTree("2,1,3")->root), "[2,1,3]");
  EXPECT_EQ(SerializeSearchTree(nullptr), "");
  EXPECT_EQ(DeserializeSearchTree("")->root, nullptr);
}

TEST(SerializeSearchTree, GivesBackEverySmallSearchTree) {
  ForEachSmallSearchTree(8, [](const Tree& tree) {
    EXPECT_EQ(FormatTree(DeserializeSearchTree(SerializeSearchTree(tree.root))->root),
              FormatTree(tree.root));
  });
}

TEST(SerializeSearchTree, ChainsOfAMillionNodes) {
  const std::string right = SerializeSearchTree(Chain(1'000'000, Turn::kRight).root);
  EXPECT_EQ(SerializeSearchTree(DeserializeSearchTree(right)->root), right);
  const Tree left =
      WithValues(Chain(1'000'000, Turn::kLeft).root, Descending(1'000'000));
  const std::string text = SerializeSearchTree(left.root);
  EXPECT_EQ(SerializeSearchTree(DeserializeSearchTree(text)->root), text);
}

TEST(DeserializeSearchTree, SaysWhereTheTextIsWrongAndWhy) {
  const std::string no_tree = "no search tree goes on with this value";
  EXPECT_EQ(ErrorOf("2,3,1"), (text::ParseError{4, no_tree}));
  EXPECT_EQ(ErrorOf("2,1,2"), (text::ParseError{4, no_tree}));
  EXPECT_EQ(ErrorOf("1,"), (text::ParseError{2, "expected an integer"}));
  EXPECT_EQ(ErrorOf("#"), (text::ParseError{0, "expected an integer"}));
  EXPECT_EQ(ErrorOf("1,2147483648"),
            (text::ParseError{2, "the value does not fit 32 bits"}));
}

TEST(DeserializeSearchTree, ExtremeValues) {
  EXPECT_EQ(FormatTree(DeserializeSearchTree("0,-2147483648,2147483647")->root),
            "[0,-2147483648,2147483647]");
}

TEST(SerializeSearchTreeDeathTest, OfASearchTree) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto tree = ParseTree("[1,2]");
  EXPECT_DEATH(SerializeSearchTree(tree->root), "ValidateSearchTree");
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/build/serialize.h"

#include <gtest/gtest.h>

#include <climits>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"

namespace graft::trees {
namespace {

text::ParseError ErrorOf(std::string_view text) { return Deserialize(text).error(); }

TEST(Serialize, Examples) {
  EXPECT_EQ(Serialize(ParseTree("[1,2,3,null,null,4,5]")->root),
            "1,2,#,#,3,4,#,#,5,#,#");
  EXPECT_EQ(FormatTree(Deserialize("1,2,#,#,3,4,#,#,5,#,#")->root),
            "[1,2,3,null,null,4,5]");
  EXPECT_EQ(Serialize(nullptr), "#");
  EXPECT_EQ(Deserialize("#")->root, nullptr);
}

TEST(Serialize, GivesBackEverySmallTree) {
  for (const Tree& tree : AllShapesTo(8))
    EXPECT_EQ(FormatTree(Deserialize(Serialize(tree.root))->root),
              FormatTree(tree.root));
}

TEST(Serialize, ExtremeValues) {
  Tree tree;
  tree.root = tree.New(INT_MIN, tree.New(INT_MAX), tree.New(-1));
  EXPECT_EQ(FormatTree(Deserialize(Serialize(tree.root))->root), FormatTree(tree.root));
}

TEST(Serialize, ChainsOfAMillionNodes) {
  for (const Turn turn : {Turn::kLeft, Turn::kRight, Turn::kZigzag}) {
    const std::string text = Serialize(Chain(1'000'000, turn).root);
    EXPECT_EQ(Serialize(Deserialize(text)->root), text);
  }
}

TEST(Deserialize, EveryPartFromTheStartIsIncomplete) {
  const std::string text = "1,2,#,#,3,4,#,#,5,#,#";
  for (size_t comma = text.find(','); comma != std::string::npos;
       comma = text.find(',', comma + 1))
    EXPECT_EQ(ErrorOf(text.substr(0, comma)),
              (text::ParseError{comma, "the tree is incomplete"}));
}

TEST(Deserialize, SaysWhereTheTextIsWrongAndWhy) {
  EXPECT_EQ(ErrorOf(""), (text::ParseError{0, "expected an integer"}));
  EXPECT_EQ(ErrorOf("1,#,x"), (text::ParseError{4, "expected an integer"}));
  EXPECT_EQ(ErrorOf("1,#,#,"), (text::ParseError{6, "the tree is complete before"}));
  EXPECT_EQ(ErrorOf("1,99999999999,#"),
            (text::ParseError{2, "the value does not fit 32 bits"}));
}

}  // namespace
}  // namespace graft::trees

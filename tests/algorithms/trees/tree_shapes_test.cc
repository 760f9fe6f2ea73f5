#include "algorithms/trees/tree_shapes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "algorithms/trees/leetcode_format.h"

namespace graft::trees {
namespace {

TEST(TreeShapes, AllOfThemAreCatalansNumberAndDifferent) {
  const std::vector<size_t> catalan = {1, 1, 2, 5, 14, 42, 132, 429, 1430};
  for (int n = 0; n < 9; ++n) {
    std::set<std::string> texts;
    for (const Tree& tree : AllShapes(n)) {
      EXPECT_EQ(NodeCount(tree.root), n);
      texts.insert(FormatTree(tree.root));
    }
    EXPECT_EQ(texts.size(), catalan[n]) << n;
  }
  EXPECT_EQ(AllShapesTo(4).size(), 1u + 1 + 2 + 5 + 14);
}

TEST(TreeShapes, ChainsTurnAsTheyAreTold) {
  EXPECT_EQ(FormatTree(Chain(3, Turn::kLeft).root), "[1,2,null,3]");
  EXPECT_EQ(FormatTree(Chain(3, Turn::kRight).root), "[1,null,2,null,3]");
  EXPECT_EQ(FormatTree(Chain(4, Turn::kZigzag).root), "[1,2,null,null,3,4]");
  EXPECT_EQ(NodeCount(Chain(1'000'000, Turn::kZigzag).root), 1'000'000);
}

TEST(TreeShapes, CompleteTreesAreFilledFromTheLeft) {
  EXPECT_EQ(FormatTree(Complete(0).root), "[]");
  EXPECT_EQ(FormatTree(Complete(6).root), "[1,2,3,4,5,6]");
}

// Five shapes of three nodes, 5,000 draws: each has 1,000 ± √(5000·⅕·⅘) = 28; five of those.
TEST(TreeShapes, UniformShapesAreEquallyLikely) {
  std::map<std::string, int> counts;
  for (uint64_t seed = 0; seed < 5000; ++seed)
    ++counts[FormatTree(UniformShape(3, seed).root)];
  ASSERT_EQ(counts.size(), 5u);
  for (const auto& [text, count] : counts) EXPECT_NEAR(count, 1000, 141) << text;
}

TEST(TreeShapes, TheSameSeedGivesTheSameTree) {
  EXPECT_EQ(FormatTree(UniformShape(50, 7).root), FormatTree(UniformShape(50, 7).root));
  EXPECT_NE(FormatTree(UniformShape(50, 7).root), FormatTree(UniformShape(50, 8).root));
  EXPECT_NE(FormatTree(ByInsertion(50, 7).root), FormatTree(ByInsertion(50, 8).root));
}

void ExpectSearchTree(const Node* node, int low, int high) {
  if (node == nullptr) return;
  EXPECT_TRUE(low < node->value && node->value < high) << node->value;
  ExpectSearchTree(node->left, low, node->value);
  ExpectSearchTree(node->right, node->value, high);
}

TEST(TreeShapes, ByInsertionIsASearchTreeOfAllValues) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const Tree tree = ByInsertion(30, seed);
    EXPECT_EQ(NodeCount(tree.root), 30);
    ExpectSearchTree(tree.root, 0, 31);
  }
}

TEST(TreeShapes, WithValuesCopiesTheShape) {
  const Tree shape = Chain(3, Turn::kZigzag);
  EXPECT_EQ(FormatTree(WithValues(shape.root, {7, 8, 9}).root), "[7,8,null,null,9]");
  EXPECT_EQ(FormatTree(shape.root), "[1,2,null,null,3]");
  EXPECT_EQ(WithValues(nullptr, {}).root, nullptr);
}

TEST(TreeShapesDeathTest, SizesAreWithinBounds) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(AllShapes(13), "n <= 12");
  EXPECT_DEATH(Chain(-1, Turn::kLeft), "n >= 0");
}

}  // namespace
}  // namespace graft::trees

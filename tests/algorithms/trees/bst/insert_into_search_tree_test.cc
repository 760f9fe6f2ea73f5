#include "algorithms/trees/bst/insert_into_search_tree.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

std::string With(std::string_view text, int value) {
  auto tree = ParseTree(text);
  InsertIntoSearchTree(*tree, value);
  return FormatTree(tree->root);
}

// Doubled, so that each gap between two values has room for one more.
void Double(const Node* root) {
  for (const auto& [route, node] : NodesByRoute(root))
    const_cast<Node*>(node)->value *= 2;
}

TEST(InsertIntoSearchTree, Examples) {
  EXPECT_EQ(With("[4,2,7,1,3]", 5), "[4,2,7,1,3,5]");
  EXPECT_EQ(With("[40,20,60,10,30,50,70]", 25), "[40,20,60,10,30,50,70,null,null,25]");
  EXPECT_EQ(With("[]", 5), "[5]");
  EXPECT_EQ(With("[4,2,7,1,3]", 3), "[4,2,7,1,3]");
}

TEST(InsertIntoSearchTree, OneMoreLeafInEveryGapOfEverySmallSearchTree) {
  for (int value = 1; value <= 17; ++value)
    ForEachSmallSearchTree(8, [value](Tree& tree) {
      Double(tree.root);
      const auto before = ValuesByRoute(tree.root);
      std::vector<int> expected = InorderValues(tree.root);
      const auto place = std::ranges::lower_bound(expected, value);
      if (place == expected.end() || *place != value) expected.insert(place, value);
      InsertIntoSearchTree(tree, value);
      EXPECT_EQ(InorderValues(tree.root), expected);
      const auto after = ValuesByRoute(tree.root);
      EXPECT_TRUE(std::ranges::includes(after, before)) << "nothing else has moved";
    });
}

TEST(InsertIntoSearchTree, AChainOfAMillionNodes) {
  Tree chain = Chain(1'000'000, Turn::kRight);
  InsertIntoSearchTree(chain, 1'000'001);
  EXPECT_EQ(FormatTree(chain.root), FormatTree(Chain(1'000'001, Turn::kRight).root));
}

}  // namespace
}  // namespace graft::trees

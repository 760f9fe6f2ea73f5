#include "algorithms/trees/bst/validate_search_tree.h"

#include <gtest/gtest.h>

#include <climits>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

bool Valid(std::string_view text) { return ValidateSearchTree(ParseTree(text)->root); }

// Every node is greater than all that is below its left link, and less than below its right.
bool ByDefinition(const Node* root) {
  const auto values = ValuesByRoute(root);
  for (const auto& [above, value] : values)
    for (const auto& [route, below] : values) {
      if (route.starts_with(above + 'L') && below >= value) return false;
      if (route.starts_with(above + 'R') && below <= value) return false;
    }
  return true;
}

TEST(ValidateSearchTree, Examples) {
  EXPECT_TRUE(Valid("[2,1,3]"));
  EXPECT_FALSE(Valid("[5,1,4,null,null,3,6]"));
  EXPECT_FALSE(Valid("[5,4,6,null,null,3,7]")) << "3 is less than the root";
  EXPECT_FALSE(Valid("[2,2,2]"));
  EXPECT_TRUE(Valid("[]"));
}

TEST(ValidateSearchTree, ByTheDefinitionForEverySmallTree) {
  ForEachSmallTree(5, {1, 2, 3, 4}, [](const Tree& tree) {
    EXPECT_EQ(ValidateSearchTree(tree.root), ByDefinition(tree.root))
        << FormatTree(tree.root);
  });
  ForEachSmallSearchTree(
      8, [](const Tree& tree) { EXPECT_TRUE(ValidateSearchTree(tree.root)); });
}

TEST(ValidateSearchTree, ExtremeValues) {
  Node least = {INT_MIN}, greatest = {INT_MAX};
  EXPECT_TRUE(ValidateSearchTree(&least));
  EXPECT_TRUE(ValidateSearchTree(&greatest));
  least.right = &greatest;
  EXPECT_TRUE(ValidateSearchTree(&least));
  least = {INT_MIN, &greatest};
  EXPECT_FALSE(ValidateSearchTree(&least));
  Node second = {INT_MIN};
  least = {INT_MIN, nullptr, &second};
  EXPECT_FALSE(ValidateSearchTree(&least));
}

TEST(ValidateSearchTree, ChainsOfAMillionNodes) {
  EXPECT_TRUE(ValidateSearchTree(Chain(1'000'000, Turn::kRight).root));
  EXPECT_FALSE(ValidateSearchTree(Chain(1'000'000, Turn::kLeft).root));
}

}  // namespace
}  // namespace graft::trees

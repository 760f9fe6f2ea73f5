#include "algorithms/trees/paths/sum_root_to_leaf_numbers.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

// The digits written one behind the other and read.
int64_t SumOfTexts(const Node* root) {
  int64_t sum = 0;
  for (const std::vector<int>& way : ValuesToLeaves(root)) {
    std::string digits;
    for (const int digit : way) digits += std::to_string(digit);
    sum += std::stoll(digits);
  }
  return sum;
}

// A chain of these digits.
Tree Digits(const std::string& digits) {
  const std::vector<int> values(digits.begin(), digits.end());
  Tree tree =
      WithValues(Chain(static_cast<int>(digits.size()), Turn::kLeft).root, values);
  for (Node* node = tree.root; node != nullptr; node = node->left) node->value -= '0';
  return tree;
}

TEST(SumRootToLeafNumbers, Examples) {
  EXPECT_EQ(SumRootToLeafNumbers(ParseTree("[1,2,3]")->root), 25);
  EXPECT_EQ(SumRootToLeafNumbers(ParseTree("[4,9,0,5,1]")->root), 1026);
  EXPECT_EQ(SumRootToLeafNumbers(nullptr), 0);
}

TEST(SumRootToLeafNumbers, EverySmallTree) {
  ForEachSmallTree(6, {0, 4, 9}, [](const Tree& tree) {
    EXPECT_EQ(SumRootToLeafNumbers(tree.root), SumOfTexts(tree.root))
        << FormatTree(tree.root);
  });
}

TEST(SumRootToLeafNumbers, TheLargestNumber) {
  EXPECT_EQ(SumRootToLeafNumbers(Digits("9223372036854775807").root),
            std::numeric_limits<int64_t>::max());
}

TEST(SumRootToLeafNumbersDeathTest, RefusesOtherValuesAndLargerSums) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const Node ten = {10}, negative = {-1};
  EXPECT_DEATH(SumRootToLeafNumbers(&ten), "precondition failed: root->value");
  EXPECT_DEATH(SumRootToLeafNumbers(&negative), "precondition failed: root->value");
  Tree tree = Digits("9223372036854775808");
  EXPECT_DEATH(SumRootToLeafNumbers(tree.root), "precondition failed: number");
  tree = Digits("9223372036854775807");
  tree.root->right = tree.New(0);
  EXPECT_DEATH(SumRootToLeafNumbers(tree.root), "precondition failed: sum");
}

}  // namespace
}  // namespace graft::trees

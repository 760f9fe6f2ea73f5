#include "algorithms/trees/build/maximum_binary_tree.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "algorithms/trees/leetcode_format.h"
#include "tests/algorithms/trees/build/orders.h"

namespace graft::trees {
namespace {

using Iterator = std::vector<int>::const_iterator;

// By the definition: look for the maximum, then on both sides of it.
Node* ByDefinition(Tree& tree, Iterator begin, Iterator end) {
  if (begin == end) return nullptr;
  const auto largest = std::max_element(begin, end);
  Node* left = ByDefinition(tree, begin, largest);
  return tree.New(*largest, left, ByDefinition(tree, largest + 1, end));
}

TEST(MaximumBinaryTree, Examples) {
  EXPECT_EQ(FormatTree(MaximumBinaryTree({3, 2, 1, 6, 0, 5}).root),
            "[6,3,5,null,2,0,null,null,1]");
  EXPECT_EQ(FormatTree(MaximumBinaryTree({3, 2, 1}).root), "[3,null,2,null,1]");
  EXPECT_EQ(MaximumBinaryTree({}).root, nullptr);
}

TEST(MaximumBinaryTree, ByTheDefinitionForAllSmallArrays) {
  for (int length = 0, arrays = 1; length <= 7; ++length, arrays *= 4)
    for (int array = 0; array < arrays; ++array) {
      std::vector<int> values;
      for (int i = 0, digits = array; i < length; ++i, digits /= 4)
        values.push_back(digits % 4);
      Tree expected;
      expected.root = ByDefinition(expected, values.begin(), values.end());
      EXPECT_EQ(FormatTree(MaximumBinaryTree(values).root), FormatTree(expected.root));
    }
}

TEST(MaximumBinaryTree, AMillionDescendingValuesAreAChain) {
  const Tree tree = MaximumBinaryTree(Descending(1'000'000));
  int next = 1'000'000;
  for (const Node* node = tree.root; node != nullptr; node = node->right) {
    ASSERT_EQ(node->left, nullptr);
    ASSERT_EQ(node->value, next--);
  }
  EXPECT_EQ(next, 0);
}

}  // namespace
}  // namespace graft::trees

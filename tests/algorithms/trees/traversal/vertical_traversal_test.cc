#include "algorithms/trees/traversal/vertical_traversal.h"

#include <gtest/gtest.h>

#include <map>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"

namespace graft::trees {
namespace {

using Columns = std::map<int, std::map<int, std::vector<int>>>;  // by column, by row

void Collect(const Node* root, int column, int row, Columns& columns) {
  if (root == nullptr) return;
  columns[column][row].push_back(root->value);
  Collect(root->left, column - 1, row + 1, columns);
  Collect(root->right, column + 1, row + 1, columns);
}

std::vector<std::vector<int>> Defined(const Node* root) {
  Columns columns;
  Collect(root, 0, 0, columns);
  std::vector<std::vector<int>> lists;
  for (auto& [column, rows] : columns) {
    lists.emplace_back();
    for (auto& [row, values] : rows) {
      std::ranges::sort(values);
      lists.back().insert(lists.back().end(), values.begin(), values.end());
    }
  }
  return lists;
}

TEST(VerticalTraversal, Examples) {
  const auto answer = [](std::string_view tree) {
    return VerticalTraversal(ParseTree(tree)->root);
  };
  using Lists = std::vector<std::vector<int>>;
  EXPECT_EQ(answer("[3,9,20,null,null,15,7]"), (Lists{{9}, {3, 15}, {20}, {7}}));
  EXPECT_EQ(answer("[1,2,3,4,6,5,7]"), (Lists{{4}, {2}, {1, 5, 6}, {3}, {7}}));
  EXPECT_TRUE(answer("[]").empty());
}

TEST(VerticalTraversal, IsTheDefinitionForEverySmallTree) {
  for (const Tree& tree : AllShapesTo(8))
    EXPECT_EQ(VerticalTraversal(tree.root), Defined(tree.root))
        << FormatTree(tree.root);
  ForEachSmallTree(5, {2, 1}, [](const Tree& tree) {
    EXPECT_EQ(VerticalTraversal(tree.root), Defined(tree.root));
  });
}

}  // namespace
}  // namespace graft::trees

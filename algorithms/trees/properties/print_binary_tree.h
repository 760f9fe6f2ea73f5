// PrintBinaryTree: a tree as a table of texts, each value above the middle of its subtrees.
//
// Source:    LeetCode 655 "Print Binary Tree", 输出二叉树
// Idea:      every subtree owns an interval of columns: its root stands in the middle, and the
//            halves beside it are the children's. No arithmetic on depths is needed.
// Contract:  a tree of at most 16 levels; a row for each level and 2^levels - 1 columns, ""
//            where no value stands. An empty tree has no rows.
// Invariant: [begin, end) has 2^l - 1 columns, where l levels are left from this row on
// Time:      O(levels · 2^levels), the size of the table
// Space:     the same
// Overflow:  more than 16 levels break the contract: the table doubles with every level
// Pitfall:   the table is as large for a chain as for a full tree: see PrettyPrint for a picture.
// Tested:    examples; row and column from the routes, for all trees to 8 nodes; death test
#pragma once

#include <string>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/trees/level_order/levels.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

using TextTable = std::vector<std::vector<std::string>>;

namespace internal {

inline void PrintInto(TextTable& table, const Node* root, size_t row, size_t begin,
                      size_t end) {
  if (root == nullptr) return;
  const size_t middle = begin + (end - begin) / 2;
  table[row][middle] = std::to_string(root->value);
  PrintInto(table, root->left, row + 1, begin, middle);
  PrintInto(table, root->right, row + 1, middle + 1, end);
}

}  // namespace internal

inline TextTable PrintBinaryTree(const Node* root) {
  int levels = 0;
  ForEachLevel(root, [&levels](Level) {
    ++levels;
    PRECONDITION(levels <= 16);
  });
  const size_t columns = (size_t{1} << levels) - 1;
  TextTable table(levels, std::vector<std::string>(columns));
  internal::PrintInto(table, root, 0, 0, columns);
  return table;
}

}  // namespace graft::trees

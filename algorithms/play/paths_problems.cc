#include "algorithms/play/problem_lists.h"
#include "algorithms/play/tree_notation.h"
#include "algorithms/trees/paths/lowest_common_ancestor.h"
#include "algorithms/trees/paths/maximum_path_sum.h"
#include "algorithms/trees/paths/path_sum.h"
#include "algorithms/trees/paths/path_sum_three.h"
#include "algorithms/trees/paths/path_sum_two.h"
#include "algorithms/trees/paths/root_to_leaf_paths.h"
#include "algorithms/trees/paths/sum_root_to_leaf_numbers.h"

namespace graft::play {

using namespace trees;

namespace {

Parsed<int> AncestorOfValues(Node* root, int p, int q) {
  return SolvedAtValues(root, p, q, LowestCommonAncestor);
}

}  // namespace

std::vector<Problem> PathsProblems() {
  return {
      MakeProblem("trees/paths/root_to_leaf_paths",
                  R"(LeetCode 257 "Binary Tree Paths", 二叉树的所有路径)",
                  RootToLeafPaths),
      MakeProblem("trees/paths/path_sum", R"(LeetCode 112 "Path Sum", 路径总和)",
                  PathSum),
      MakeProblem("trees/paths/path_sum_two",
                  R"(LeetCode 113 "Path Sum II", 路径总和 II)", PathSumTwo),
      MakeProblem("trees/paths/path_sum_three",
                  R"(LeetCode 437 "Path Sum III", 路径总和 III)", PathSumThree),
      MakeProblem(
          "trees/paths/maximum_path_sum",
          R"(LeetCode 124 "Binary Tree Maximum Path Sum", 二叉树中的最大路径和)",
          MaximumPathSum),
      MakeProblem(
          "trees/paths/sum_root_to_leaf_numbers",
          R"(LeetCode 129 "Sum Root to Leaf Numbers", 求根节点到叶节点数字之和)",
          SumRootToLeafNumbers),
      MakeProblem(
          "trees/paths/lowest_common_ancestor",
          R"(LeetCode 236 "Lowest Common Ancestor of a Binary Tree", 二叉树的最近公共祖先)",
          AncestorOfValues),
  };
}

}  // namespace graft::play

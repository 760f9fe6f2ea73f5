#include "algorithms/play/problem_lists.h"
#include "algorithms/play/tree_notation.h"
#include "algorithms/trees/properties/invert_tree.h"
#include "algorithms/trees/properties/max_depth.h"
#include "algorithms/trees/properties/min_depth.h"
#include "algorithms/trees/properties/same_tree.h"
#include "algorithms/trees/properties/subtree_of_another_tree.h"
#include "algorithms/trees/properties/symmetric_tree.h"

namespace graft::play {

using namespace trees;

std::vector<Problem> PropertiesProblems() {
  return {
      MakeProblem("trees/properties/max_depth",
                  R"(LeetCode 104 "Maximum Depth of Binary Tree", 二叉树的最大深度)",
                  MaxDepth),
      MakeProblem("trees/properties/min_depth",
                  R"(LeetCode 111 "Minimum Depth of Binary Tree", 二叉树的最小深度)",
                  MinDepth),
      MakeProblem("trees/properties/invert_tree",
                  R"(LeetCode 226 "Invert Binary Tree", 翻转二叉树)", InvertTree),
      MakeProblem("trees/properties/same_tree", R"(LeetCode 100 "Same Tree", 相同的树)",
                  SameTree),
      MakeProblem("trees/properties/symmetric_tree",
                  R"(LeetCode 101 "Symmetric Tree", 对称二叉树)", SymmetricTree),
      MakeProblem("trees/properties/subtree_of_another_tree",
                  R"(LeetCode 572 "Subtree of Another Tree", 另一棵树的子树)",
                  SubtreeOfAnotherTree),
  };
}

}  // namespace graft::play

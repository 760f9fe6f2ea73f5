#include "algorithms/play/nary_notation.h"
#include "algorithms/play/problem_lists.h"
#include "algorithms/play/tree_notation.h"
#include "algorithms/trees/properties/balanced_tree.h"
#include "algorithms/trees/properties/binary_tree_cameras.h"
#include "algorithms/trees/properties/bottom_left_value.h"
#include "algorithms/trees/properties/count_complete_tree_nodes.h"
#include "algorithms/trees/properties/diameter.h"
#include "algorithms/trees/properties/house_robber_three.h"
#include "algorithms/trees/properties/invert_tree.h"
#include "algorithms/trees/properties/max_depth.h"
#include "algorithms/trees/properties/maximum_width.h"
#include "algorithms/trees/properties/merge_trees.h"
#include "algorithms/trees/properties/min_depth.h"
#include "algorithms/trees/properties/nary_max_depth.h"
#include "algorithms/trees/properties/nodes_at_distance_k.h"
#include "algorithms/trees/properties/print_binary_tree.h"
#include "algorithms/trees/properties/same_tree.h"
#include "algorithms/trees/properties/subtree_of_another_tree.h"
#include "algorithms/trees/properties/sum_of_left_leaves.h"
#include "algorithms/trees/properties/symmetric_tree.h"

namespace graft::play {

using namespace trees;

namespace {

Parsed<std::vector<int>> ValuesAtDistance(Node* root, int target, int k) {
  const auto node = NodeOf(root, target);
  if (!node.ok()) return node.error();
  std::vector<int> values;
  for (const Node* found : NodesAtDistanceK(root, *node, k))
    values.push_back(found->value);
  return values;
}

}  // namespace

std::vector<Problem> PropertiesProblems() {
  return {
      MakeProblem("trees/properties/max_depth",
                  R"(LeetCode 104 "Maximum Depth of Binary Tree", 二叉树的最大深度)",
                  MaxDepth),
      MakeProblem("trees/properties/nary_max_depth",
                  R"(LeetCode 559 "Maximum Depth of N-ary Tree", N 叉树的最大深度)",
                  NaryMaxDepth),
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
      MakeProblem("trees/properties/balanced_tree",
                  R"(LeetCode 110 "Balanced Binary Tree", 平衡二叉树)", BalancedTree),
      MakeProblem("trees/properties/count_complete_tree_nodes",
                  R"(LeetCode 222 "Count Complete Tree Nodes", 完全二叉树的节点个数)",
                  CountCompleteTreeNodes),
      MakeProblem("trees/properties/sum_of_left_leaves",
                  R"(LeetCode 404 "Sum of Left Leaves", 左叶子之和)", SumOfLeftLeaves),
      MakeProblem("trees/properties/bottom_left_value",
                  R"(LeetCode 513 "Find Bottom Left Tree Value", 找树左下角的值)",
                  BottomLeftValue),
      MakeProblem("trees/properties/diameter",
                  R"(LeetCode 543 "Diameter of Binary Tree", 二叉树的直径)", Diameter),
      MakeProblem("trees/properties/maximum_width",
                  R"(LeetCode 662 "Maximum Width of Binary Tree", 二叉树最大宽度)",
                  MaximumWidth),
      MakeProblem(
          "trees/properties/nodes_at_distance_k",
          R"(LeetCode 863 "All Nodes Distance K in Binary Tree", 二叉树中所有距离为 K 的结点)",
          ValuesAtDistance),
      MakeProblem("trees/properties/house_robber_three",
                  R"(LeetCode 337 "House Robber III", 打家劫舍 III)", HouseRobberThree),
      MakeProblem("trees/properties/binary_tree_cameras",
                  R"(LeetCode 968 "Binary Tree Cameras", 监控二叉树)",
                  BinaryTreeCameras),
      MakeProblem("trees/properties/merge_trees",
                  R"(LeetCode 617 "Merge Two Binary Trees", 合并二叉树)", MergeTrees),
      MakeProblem("trees/properties/print_binary_tree",
                  R"(LeetCode 655 "Print Binary Tree", 输出二叉树)", PrintBinaryTree),
  };
}

}  // namespace graft::play

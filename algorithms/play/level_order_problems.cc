#include <deque>

#include "algorithms/play/nary_notation.h"
#include "algorithms/play/problem_lists.h"
#include "algorithms/play/tree_notation.h"
#include "algorithms/trees/level_order/average_of_levels.h"
#include "algorithms/trees/level_order/connect_next_pointers.h"
#include "algorithms/trees/level_order/largest_of_levels.h"
#include "algorithms/trees/level_order/level_order.h"
#include "algorithms/trees/level_order/level_order_bottom.h"
#include "algorithms/trees/level_order/nary_level_order.h"
#include "algorithms/trees/level_order/right_side_view.h"
#include "algorithms/trees/level_order/zigzag_level_order.h"

namespace graft::play {

using namespace trees;

namespace {

LinkedNode* Copy(const Node* node, std::deque<LinkedNode>& nodes) {
  if (node == nullptr) return nullptr;
  LinkedNode& copy = nodes.emplace_back();
  copy = {node->value, Copy(node->left, nodes), Copy(node->right, nodes)};
  return &copy;
}

// The levels, each read along its next links.
std::vector<std::vector<int>> Connected(const Node* root) {
  std::deque<LinkedNode> nodes;
  ConnectNextPointers(Copy(root, nodes));
  std::vector<std::vector<int>> levels;
  const LinkedNode* first = nodes.empty() ? nullptr : &nodes.front();
  while (first != nullptr) {
    levels.emplace_back();
    const LinkedNode* below = nullptr;
    for (const LinkedNode* node = first; node != nullptr; node = node->next) {
      levels.back().push_back(node->value);
      if (below == nullptr) below = node->left != nullptr ? node->left : node->right;
    }
    first = below;
  }
  return levels;
}

}  // namespace

std::vector<Problem> LevelOrderProblems() {
  return {
      MakeProblem(
          "trees/level_order/level_order",
          R"(LeetCode 102 "Binary Tree Level Order Traversal", 二叉树的层序遍历)",
          LevelOrderLists),
      MakeProblem(
          "trees/level_order/level_order_bottom",
          R"(LeetCode 107 "Binary Tree Level Order Traversal II", 二叉树的层序遍历 II)",
          LevelOrderBottom),
      MakeProblem("trees/level_order/right_side_view",
                  R"(LeetCode 199 "Binary Tree Right Side View", 二叉树的右视图)",
                  RightSideView),
      MakeProblem(
          "trees/level_order/average_of_levels",
          R"(LeetCode 637 "Average of Levels in Binary Tree", 二叉树的层平均值)",
          AverageOfLevels),
      MakeProblem(
          "trees/level_order/largest_of_levels",
          R"(LeetCode 515 "Find Largest Value in Each Tree Row", 在每个树行中找最大值)",
          LargestOfLevels),
      MakeProblem(
          "trees/level_order/zigzag_level_order",
          R"(LeetCode 103 "Binary Tree Zigzag Level Order Traversal", 二叉树的锯齿形层序遍历)",
          ZigzagLevelOrder),
      MakeProblem(
          "trees/level_order/connect_next_pointers",
          R"(LeetCode 116 "Populating Next Right Pointers in Each Node", 填充每个节点的下一个右侧节点指针; LeetCode 117 "Populating Next Right Pointers in Each Node II", 填充每个节点的下一个右侧节点指针 II)",
          Connected),
      MakeProblem(
          "trees/level_order/nary_level_order",
          R"(LeetCode 429 "N-ary Tree Level Order Traversal", N 叉树的层序遍历)",
          NaryLevelOrder),
  };
}

}  // namespace graft::play

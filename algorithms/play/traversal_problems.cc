#include "algorithms/play/problem_lists.h"
#include "algorithms/play/tree_notation.h"
#include "algorithms/trees/traversal/inorder_traversal.h"
#include "algorithms/trees/traversal/level_order_walk.h"
#include "algorithms/trees/traversal/morris_traversal.h"
#include "algorithms/trees/traversal/postorder_traversal.h"
#include "algorithms/trees/traversal/preorder_traversal.h"
#include "algorithms/trees/traversal/unified_traversal.h"
#include "algorithms/trees/traversal/vertical_traversal.h"

namespace graft::play {

using namespace trees;

namespace {

ParseError WrongOrder(const std::string& order) {
  return {0, "expected \"pre\", \"in\" or \"post\", found \"" + order + "\""};
}

Parsed<std::vector<int>> Unified(const Node* root, const std::string& order) {
  if (order == "pre") return UnifiedTraversal(root, Order::kPreorder);
  if (order == "in") return UnifiedTraversal(root, Order::kInorder);
  if (order == "post") return UnifiedTraversal(root, Order::kPostorder);
  return WrongOrder(order);
}

Parsed<std::vector<int>> Morris(Node* root, const std::string& order) {
  std::vector<int> values;
  const auto visit = [&values](const Node* node) { values.push_back(node->value); };
  if (order == "pre")
    MorrisPreorder(root, visit);
  else if (order == "in")
    MorrisInorder(root, visit);
  else if (order == "post")
    MorrisPostorder(root, visit);
  else
    return WrongOrder(order);
  return values;
}

}  // namespace

std::vector<Problem> TraversalProblems() {
  return {
      MakeProblem("trees/traversal/preorder_traversal",
                  R"(LeetCode 144 "Binary Tree Preorder Traversal", 二叉树的前序遍历)",
                  PreorderTraversal),
      MakeProblem("trees/traversal/inorder_traversal",
                  R"(LeetCode 94 "Binary Tree Inorder Traversal", 二叉树的中序遍历)",
                  InorderTraversal),
      MakeProblem("trees/traversal/postorder_traversal",
                  R"(LeetCode 145 "Binary Tree Postorder Traversal", 二叉树的后序遍历)",
                  PostorderTraversal),
      MakeProblem("trees/traversal/unified_traversal",
                  "the unified iterative form (统一迭代法) of 代码随想录", Unified),
      MakeProblem("trees/traversal/morris_traversal",
                  R"(Morris, "Traversing binary trees simply and cheaply")", Morris),
      MakeProblem("trees/traversal/level_order_walk", "breadth-first search",
                  [](const Node* root) { return ValuesOf(LevelOrder(root)); }),
      MakeProblem(
          "trees/traversal/vertical_traversal",
          R"(LeetCode 987 "Vertical Order Traversal of a Binary Tree", 二叉树的垂序遍历)",
          VerticalTraversal),
  };
}

}  // namespace graft::play

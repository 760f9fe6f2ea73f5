#include "algorithms/play/problem_lists.h"
#include "algorithms/play/tree_notation.h"
#include "algorithms/trees/build/flatten_to_list.h"
#include "algorithms/trees/build/from_inorder_postorder.h"
#include "algorithms/trees/build/from_preorder_inorder.h"
#include "algorithms/trees/build/from_preorder_postorder.h"
#include "algorithms/trees/build/maximum_binary_tree.h"
#include "algorithms/trees/build/serialize.h"
#include "algorithms/trees/build/serialize_search_tree.h"
#include "algorithms/trees/build/sorted_array_to_search_tree.h"

namespace graft::play {

using namespace trees;

std::vector<Problem> BuildProblems() {
  return {
      MakeProblem(
          "trees/build/from_preorder_inorder",
          R"(LeetCode 105 "Construct Binary Tree from Preorder and Inorder Traversal", 从前序与中序遍历序列构造二叉树)",
          FromPreorderInorder),
      MakeProblem(
          "trees/build/from_inorder_postorder",
          R"(LeetCode 106 "Construct Binary Tree from Inorder and Postorder Traversal", 从中序与后序遍历序列构造二叉树)",
          FromInorderPostorder),
      MakeProblem(
          "trees/build/from_preorder_postorder",
          R"(LeetCode 889 "Construct Binary Tree from Preorder and Postorder Traversal", 根据前序和后序遍历构造二叉树)",
          FromPreorderPostorder),
      MakeProblem("trees/build/maximum_binary_tree",
                  R"(LeetCode 654 "Maximum Binary Tree", 最大二叉树)",
                  MaximumBinaryTree),
      MakeProblem(
          "trees/build/serialize",
          R"(LeetCode 297 "Serialize and Deserialize Binary Tree", 二叉树的序列化与反序列化)",
          Serialize),
      MakeProblem(
          "trees/build/serialize_search_tree",
          R"(LeetCode 449 "Serialize and Deserialize BST", 序列化和反序列化二叉搜索树)",
          SerializeSearchTree),
      MakeProblem(
          "trees/build/flatten_to_list",
          R"(LeetCode 114 "Flatten Binary Tree to Linked List", 二叉树展开为链表)",
          FlattenToList),
      MakeProblem(
          "trees/build/sorted_array_to_search_tree",
          R"(LeetCode 108 "Convert Sorted Array to Binary Search Tree", 将有序数组转换为二叉搜索树; LeetCode 109 "Convert Sorted List to Binary Search Tree", 有序链表转换二叉搜索树)",
          [](const std::vector<int>& values) {
            return SortedArrayToSearchTree(values);
          }),
  };
}

}  // namespace graft::play

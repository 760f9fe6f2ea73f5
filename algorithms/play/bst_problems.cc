#include "algorithms/play/problem_lists.h"
#include "algorithms/play/tree_notation.h"
#include "algorithms/trees/bst/delete_from_search_tree.h"
#include "algorithms/trees/bst/greater_tree.h"
#include "algorithms/trees/bst/insert_into_search_tree.h"
#include "algorithms/trees/bst/kth_smallest.h"
#include "algorithms/trees/bst/lowest_common_ancestor_of_search_tree.h"
#include "algorithms/trees/bst/minimum_difference.h"
#include "algorithms/trees/bst/modes.h"
#include "algorithms/trees/bst/search_in_search_tree.h"
#include "algorithms/trees/bst/search_tree_from_preorder.h"
#include "algorithms/trees/bst/search_tree_iterator.h"
#include "algorithms/trees/bst/threaded_tree.h"
#include "algorithms/trees/bst/trim_search_tree.h"
#include "algorithms/trees/bst/validate_search_tree.h"

namespace graft::play {
namespace {

using namespace trees;

std::vector<int> RunToTheEnd(const Node* root) {
  std::vector<int> values;
  for (SearchTreeIterator iterator(root); iterator.HasNext();)
    values.push_back(iterator.Next());
  return values;
}

std::vector<int> WalkThreads(const Node* root) {
  const ThreadedTree tree(root);
  std::vector<int> values;
  for (auto node = tree.Next(tree.head()); node != tree.head(); node = tree.Next(node))
    values.push_back(node->value);
  return values;
}

Parsed<int> AncestorOfValues(Node* root, int p, int q) {
  return SolvedAtValues(root, p, q, LowestCommonAncestorOfSearchTree);
}

template <class T>
Parsed<T> AsParsed(T);
template <class T>
Parsed<T> AsParsed(Parsed<T>);

const Node* RootOf(const Node* root) { return root; }
const Node* RootOf(const Tree& tree) { return tree.root; }

// What `solve` gives for a search tree; other trees are refused, which it does not do itself:
// looking at every node would cost more than its search.
template <class Result, class First, class... Rest>
auto OnSearchTree(Result (*solve)(First, Rest...)) {
  using Answer = decltype(AsParsed(std::declval<Result>()));
  return [solve](First first, Rest... rest) -> Answer {
    if (!ValidateSearchTree(RootOf(first)))
      return ParseError{0, "argument 1 is not a search tree of different values"};
    return solve(first, rest...);
  };
}

Node* Inserted(Tree& tree, int value) {
  InsertIntoSearchTree(tree, value);
  return tree.root;
}

}  // namespace

std::vector<Problem> BstProblems() {
  return {
      MakeProblem(
          "trees/bst/search_in_search_tree",
          R"(LeetCode 700 "Search in a Binary Search Tree", 二叉搜索树中的搜索)",
          OnSearchTree(SearchInSearchTree)),
      MakeProblem("trees/bst/validate_search_tree",
                  R"(LeetCode 98 "Validate Binary Search Tree", 验证二叉搜索树)",
                  ValidateSearchTree),
      MakeProblem(
          "trees/bst/minimum_difference",
          R"(LeetCode 530 "Minimum Absolute Difference in BST", 二叉搜索树的最小绝对差; LeetCode 783 "Minimum Distance Between BST Nodes", 二叉搜索树节点最小距离)",
          MinimumDifference),
      MakeProblem(
          "trees/bst/modes",
          R"(LeetCode 501 "Find Mode in Binary Search Tree", 二叉搜索树中的众数)",
          Modes),
      MakeProblem(
          "trees/bst/lowest_common_ancestor_of_search_tree",
          R"(LeetCode 235 "Lowest Common Ancestor of a Binary Search Tree", 二叉搜索树的最近公共祖先)",
          OnSearchTree(AncestorOfValues)),
      MakeProblem(
          "trees/bst/insert_into_search_tree",
          R"(LeetCode 701 "Insert into a Binary Search Tree", 二叉搜索树中的插入操作)",
          OnSearchTree(Inserted)),
      MakeProblem("trees/bst/delete_from_search_tree",
                  R"(LeetCode 450 "Delete Node in a BST", 删除二叉搜索树中的节点)",
                  OnSearchTree(DeleteFromSearchTree)),
      MakeProblem("trees/bst/trim_search_tree",
                  R"(LeetCode 669 "Trim a Binary Search Tree", 修剪二叉搜索树)",
                  OnSearchTree(TrimSearchTree)),
      MakeProblem(
          "trees/bst/greater_tree",
          R"(LeetCode 538 "Convert BST to Greater Tree", 把二叉搜索树转换为累加树; LeetCode 1038 "Binary Search Tree to Greater Sum Tree", 从二叉搜索树到更大和树)",
          OnSearchTree(GreaterTree)),
      MakeProblem(
          "trees/bst/kth_smallest",
          R"(LeetCode 230 "Kth Smallest Element in a BST", 二叉搜索树中第 K 小的元素)",
          OnSearchTree(KthSmallest)),
      MakeProblem("trees/bst/search_tree_iterator",
                  R"(LeetCode 173 "Binary Search Tree Iterator", 二叉搜索树迭代器)",
                  OnSearchTree(RunToTheEnd)),
      MakeProblem(
          "trees/bst/search_tree_from_preorder",
          R"(LeetCode 1008 "Construct Binary Search Tree from Preorder Traversal", 前序遍历构造二叉搜索树)",
          SearchTreeFromPreorder),
      MakeProblem(
          "trees/bst/threaded_tree",
          R"(Perlis and Thornton, "Symbol Manipulation by Threaded Lists", CACM 3(4), 1960)",
          WalkThreads),
  };
}

}  // namespace graft::play

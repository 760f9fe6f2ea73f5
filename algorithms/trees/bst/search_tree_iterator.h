// SearchTreeIterator: the values in order, one at each call.
//
// Source:    LeetCode 173 "Binary Search Tree Iterator", 二叉搜索树迭代器
// Idea:      stop the recursion of inorder after each value: what it would still have to do is a
//            stack of the ancestors that come after their left subtree.
// Contract:  any tree; a search tree gives its values ascending. The tree stays as it is while
//            the iterator is used. Next only if HasNext.
// Invariant: the stack holds, the next on top, the nodes to come that are not right of another
//            one to come
// Time:      O(1) amortised, O(h) at most, h the depth
// Space:     O(h)
// Overflow:  none
// Pitfall:   one call may descend h nodes: O(1) holds on average over all calls.
// Tested:    examples; inorder of all trees to 8 nodes; chains of 10⁶ nodes; death test at the end
#pragma once

#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

class SearchTreeIterator {
 public:
  explicit SearchTreeIterator(const Node* root) { Descend(root); }

  bool HasNext() const { return !path_.empty(); }
  int Next() {
    PRECONDITION(HasNext());
    const Node* node = path_.back();
    path_.pop_back();
    Descend(node->right);
    return node->value;
  }

 private:
  void Descend(const Node* node) {
    for (; node != nullptr; node = node->left) path_.push_back(node);
  }

  std::vector<const Node*> path_;
};

}  // namespace graft::trees

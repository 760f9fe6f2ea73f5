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

#include "algorithms/precondition.h"
#include "algorithms/trees/traversal/inorder_traversal.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

class SearchTreeIterator {
 public:
  explicit SearchTreeIterator(const Node* root) : cursor_(root) {}

  bool HasNext() const { return cursor_.node() != nullptr; }
  int Next() {
    PRECONDITION(HasNext());
    const int value = cursor_.node()->value;
    cursor_.Advance();
    return value;
  }

 private:
  InorderCursor cursor_;
};

}  // namespace graft::trees

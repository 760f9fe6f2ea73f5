// UnifiedTraversal: the three depth-first orders from one loop, told apart by one push.
//
// Source:    the unified iterative form (统一迭代法) of 代码随想录
// Idea:      a node met for the first time is pushed back with a null on top, among its
//            children, in the order wanted; a null popped says that the next one has its turn.
// Contract:  any tree.
// Invariant: what is on the stack, read from the top, is what is still to come: nodes under a
//            null as themselves, the others with all their subtrees
// Time:      O(n), each node pushed twice
// Space:     O(h)
// Overflow:  none
// Pitfall:   children that are null must not be pushed: they would be taken for the mark.
// Tested:    equal to the three recursions for all trees to 8 nodes; chains of 10⁶ nodes
#pragma once

#include <vector>

#include "algorithms/trees/tree.h"

namespace graft::trees {

enum class Order { kPreorder, kInorder, kPostorder };

inline std::vector<int> UnifiedTraversal(const Node* root, Order order) {
  std::vector<int> values;
  std::vector<const Node*> stack;
  const auto push = [&stack](const Node* node) {
    if (node != nullptr) stack.push_back(node);
  };
  push(root);
  while (!stack.empty()) {
    const Node* node = stack.back();
    stack.pop_back();
    if (node == nullptr) {  // the mark: what lies under it has its turn
      values.push_back(stack.back()->value);
      stack.pop_back();
      continue;
    }
    const auto push_itself = [&] { stack.insert(stack.end(), {node, nullptr}); };
    // The last pushed is the first walked.
    if (order == Order::kPostorder) push_itself();
    push(node->right);
    if (order == Order::kInorder) push_itself();
    push(node->left);
    if (order == Order::kPreorder) push_itself();
  }
  return values;
}

}  // namespace graft::trees

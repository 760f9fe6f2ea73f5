// ForEachLevel: the template of all level-by-level problems: each level as a list of nodes.
//
// Source:    代码随想录, level order ("ten from one template", 打十个)
// Idea:      one list for the level at hand, one for the next; no counter says where a level
//            ends, for each list is one.
// Contract:  visit(level) gets the nodes of a level from the left; it may change values, not
//            the links below.
// Invariant: `level` is a whole level, in order
// Time:      O(n)
// Space:     O(w), the widest level
// Overflow:  none
// Pitfall:   with one queue, its length must be read once before a level is walked: it grows
//            while the loop runs.
// Tested:    equal to the levels collected by recursion for all trees to 8 nodes; 10⁶ chains
#pragma once

#include <span>
#include <vector>

#include "algorithms/trees/tree.h"

namespace graft::trees {

using Level = std::span<const Node* const>;

template <class Visit>
void ForEachLevel(const Node* root, Visit visit) {
  std::vector<const Node*> level, next;
  if (root != nullptr) level.push_back(root);
  while (!level.empty()) {
    visit(Level(level));
    next.clear();
    for (const Node* node : level)
      for (const Node* child : {node->left, node->right})
        if (child != nullptr) next.push_back(child);
    level.swap(next);
  }
}

}  // namespace graft::trees

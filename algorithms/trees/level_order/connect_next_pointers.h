// ConnectNextPointers: each node gets a link to its right neighbour on its level.
//
// Source:    LeetCode 116 "Populating Next Right Pointers in Each Node", 填充每个节点的下一个右侧节点指针;
//            LeetCode 117 "Populating Next Right Pointers in Each Node II", 填充每个节点的下一个右侧节点指针 II
// Idea:      a level whose links are there is a list, so the next one is linked along it: no queue.
// Contract:  any tree, complete (116) or not (117); `next` may hold anything before.
// Invariant: above the level at hand every next link is right; the last of each level has null
// Time:      O(n)
// Space:     O(1)
// Overflow:  none
// Pitfall:   116's own trick, node->left->next = node->right and node->right->next =
//            node->next->left, works in perfect trees only.
// Tested:    the definition by levels for all trees to 8 nodes; nothing but next changes
#pragma once

#include <initializer_list>

namespace graft::trees {

struct LinkedNode {
  int value = 0;
  LinkedNode* left = nullptr;
  LinkedNode* right = nullptr;
  LinkedNode* next = nullptr;
};

inline LinkedNode* ConnectNextPointers(LinkedNode* root) {
  if (root != nullptr) root->next = nullptr;
  for (LinkedNode* first = root; first != nullptr;) {
    LinkedNode below;  // below.next is the first of the next level
    LinkedNode* last = &below;
    for (LinkedNode* node = first; node != nullptr; node = node->next)
      for (LinkedNode* child : {node->left, node->right})
        if (child != nullptr) last = last->next = child;
    last->next = nullptr;
    first = below.next;
  }
  return root;
}

}  // namespace graft::trees

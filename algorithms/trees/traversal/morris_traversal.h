// MorrisTraversal: the three depth-first orders in constant extra space.
//
// Source:    Morris, "Traversing binary trees simply and cheaply", IPL 9(5), 1979;
//            the follow-up of LeetCode 144, 94 and 145
// Idea:      the way back up is kept in the tree: before going left from a node, the free right
//            link of its predecessor is made to lead to it; when the walk comes back by that
//            thread, the left subtree is done and the thread is cut.
// Contract:  any tree that nobody else uses meanwhile. visit(node) must not throw, nor change
//            links. On return every link is as it was.
// Invariant: threads lead to exactly the nodes whose left subtree is being walked
// Time:      O(n): each edge is passed at most three times; 2 – 3 × the stack's in cache, up to
//            8 × beyond (bench/README.md)
// Space:     O(1), asserted by a counter of allocations
// Overflow:  none
// Pitfall:   the walk may not be left half-way (break, throw): threads would stay. Postorder
//            visits at a thread's end the right edge below its left child, upwards.
// Tested:    equal to the recursions and links restored for all trees to 8 nodes; 10⁶ chains
#pragma once

#include "algorithms/trees/tree.h"

namespace graft::trees {

namespace internal {

// The last node in order of the left subtree; a thread that leads back to `node` is its end.
inline Node* Predecessor(Node* node) {
  Node* last = node->left;
  while (last->right != nullptr && last->right != node) last = last->right;
  return last;
}

// Calls down(node) when the walk first comes to a node, up(node) when its left subtree is done.
template <class Down, class Up>
void MorrisWalk(Node* node, Down down, Up up) {
  while (node != nullptr) {
    Node* last = node->left == nullptr ? nullptr : Predecessor(node);
    if (last != nullptr && last->right == nullptr) {
      down(node);
      last->right = node;
      node = node->left;
      continue;
    }
    if (last == nullptr)
      down(node);
    else
      last->right = nullptr;
    up(node);
    node = node->right;
  }
}

// Turns the links of the right edge around; returns its other end.
inline Node* ReverseRightEdge(Node* node) {
  Node* before = nullptr;
  while (node != nullptr) {
    Node* after = node->right;
    node->right = before;
    before = node;
    node = after;
  }
  return before;
}

template <class Visit>
void VisitRightEdgeUpwards(Node* top, Visit& visit) {
  Node* bottom = ReverseRightEdge(top);
  for (Node* node = bottom; node != nullptr; node = node->right) visit(node);
  ReverseRightEdge(bottom);
}

}  // namespace internal

template <class Visit>
void MorrisPreorder(Node* root, Visit visit) {
  internal::MorrisWalk(root, visit, [](Node*) {});
}

template <class Visit>
void MorrisInorder(Node* root, Visit visit) {
  internal::MorrisWalk(
      root, [](Node*) {}, visit);
}

template <class Visit>
void MorrisPostorder(Node* root, Visit visit) {
  const auto up = [&](Node* node) {
    internal::VisitRightEdgeUpwards(node->left, visit);
  };
  internal::MorrisWalk(
      root, [](Node*) {}, up);
  internal::VisitRightEdgeUpwards(root, visit);
}

}  // namespace graft::trees

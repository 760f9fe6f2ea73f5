// ThreadedTree: a tree that is walked in order, both ways, without a stack.
//
// Source:    Perlis and Thornton, "Symbol Manipulation by Threaded Lists", CACM 3(4), 1960
// Idea:      n nodes have n + 1 null links: let each lead to the neighbour in inorder instead, and
//            a bit say that it does. The neighbour on one side is then a thread away, or the
//            extreme of the subtree there; a head closes the ring (TAOCP 1, 2.3.1).
// Contract:  built from any tree. Insert asks for a search tree; a value that it has changes
//            nothing and gives false. Unthreaded is the plain tree, links null where threads were.
// Invariant: a left thread leads to the predecessor in inorder, a right one to the successor; the
//            head is before the first node and after the last, its left child is the root
// Time:      Next and Previous O(1) amortised, Insert O(h), h the depth; building O(n)
// Space:     24 bytes a node; a walk O(1); building and Unthreaded O(w), w the widest level
// Overflow:  none
// Pitfall:   a thread is no child: whoever descends asks the bit first.
// Tested:    the invariant, both walks and the plain tree again for all trees to 8 nodes; into
//            every gap of all search trees to 7; random insertions as into std::set, the
//            invariant after each; chains of 10⁶ nodes
#pragma once

#include <deque>
#include <utility>

#include "algorithms/precondition.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

class ThreadedTree {
 public:
  struct Node {
    int value = 0;
    bool left_is_thread = true, right_is_thread = true;
    Node* left = nullptr;
    Node* right = nullptr;
  };

  ThreadedTree() {
    head_.left = head_.right = &head_;
    head_.right_is_thread = false;
  }
  explicit ThreadedTree(const trees::Node* root) : ThreadedTree() {
    if (root == nullptr) return;
    std::deque<std::pair<const trees::Node*, Node*>> open = {
        {root, AddLeft(&head_, 0)}};
    for (; !open.empty(); open.pop_front()) {
      const auto [from, to] = open.front();
      to->value = from->value;
      if (from->left != nullptr) open.emplace_back(from->left, AddLeft(to, 0));
      if (from->right != nullptr) open.emplace_back(from->right, AddRight(to, 0));
    }
  }
  ThreadedTree(const ThreadedTree&) = delete;  // threads lead to the head inside
  ThreadedTree& operator=(const ThreadedTree&) = delete;

  // Before the first node and after the last one.
  const Node* head() const { return &head_; }

  static const Node* Next(const Node* node) {
    if (node->right_is_thread) return node->right;
    for (node = node->right; !node->left_is_thread;) node = node->left;
    return node;
  }
  static const Node* Previous(const Node* node) {
    if (node->left_is_thread) return node->left;
    for (node = node->left; !node->right_is_thread;) node = node->right;
    return node;
  }

  bool Insert(int value) {
    if (head_.left_is_thread) return AddLeft(&head_, value);
    for (Node* node = head_.left;;) {
      if (value == node->value) return false;
      const bool left = value < node->value;
      if (left && node->left_is_thread) return AddLeft(node, value);
      if (!left && node->right_is_thread) return AddRight(node, value);
      node = left ? node->left : node->right;
    }
  }

  Tree Unthreaded() const {
    Tree tree;
    if (head_.left_is_thread) return tree;
    tree.root = tree.New(head_.left->value);
    std::deque<std::pair<const Node*, trees::Node*>> open = {{head_.left, tree.root}};
    for (; !open.empty(); open.pop_front()) {
      const auto [from, to] = open.front();
      if (!from->left_is_thread)
        open.emplace_back(from->left, to->left = tree.New(from->left->value));
      if (!from->right_is_thread)
        open.emplace_back(from->right, to->right = tree.New(from->right->value));
    }
    return tree;
  }

 private:
  // A new leaf has the thread that was in its place, and one back to its parent.
  Node* AddLeft(Node* parent, int value) {
    PRECONDITION(parent->left_is_thread);
    parent->left = &nodes_.emplace_back(Node{value, true, true, parent->left, parent});
    parent->left_is_thread = false;
    return parent->left;
  }
  Node* AddRight(Node* parent, int value) {
    PRECONDITION(parent->right_is_thread);
    parent->right =
        &nodes_.emplace_back(Node{value, true, true, parent, parent->right});
    parent->right_is_thread = false;
    return parent->right;
  }

  Node head_;
  std::deque<Node> nodes_;
};

}  // namespace graft::trees

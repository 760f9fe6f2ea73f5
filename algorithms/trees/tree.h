// Tree: a binary tree of ints whose nodes live and die together, in an arena.
//
// Source:    ours
// Idea:      every node is made by New and freed with the Tree: nothing can leak, and freeing
//            a chain of 10⁶ nodes is a loop, not a recursion. Nodes made one after another lie
//            one after another, so a tree built in visit order is read as fast as an array;
//            large blocks lie on large pages, so that scattered visits find their addresses.
// Contract:  a Node belongs to the Tree that made it and lives as long; links may be changed
//            at will (a node that is cut off is freed with the rest). Moving a Tree keeps its
//            nodes where they are.
// Invariant: none on the links: the algorithms ask for a tree (no cycle, no shared child)
// Time:      New O(1) amortised, destruction O(nodes / block)
// Space:     24 bytes a node, and at most as much again unused in the last block
// Overflow:  none
// Pitfall:   a Node is no owner: keep the Tree as long as you use its nodes.
// Tested:    addresses, moves, a chain of 10⁶ nodes, no memory, LeakSanitizer
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "algorithms/aligned_array.h"

namespace graft::trees {

struct Node {
  int value = 0;
  Node* left = nullptr;
  Node* right = nullptr;
};

class Tree {
 public:
  Tree() = default;
  Tree(Tree&& other) noexcept { *this = std::move(other); }
  Tree& operator=(Tree&& other) noexcept {
    root = std::exchange(other.root, nullptr);
    blocks_ = std::exchange(other.blocks_, {});
    used_ = std::exchange(other.used_, 0);
    capacity_ = std::exchange(other.capacity_, 0);
    created_ = std::exchange(other.created_, 0);
    return *this;
  }

  Node* New(int value, Node* left = nullptr, Node* right = nullptr) {
    if (used_ == capacity_) {
      const size_t size = std::max(kFirstBlock, created_);  // twice as many in all
      blocks_.emplace_back(size);  // may throw: nothing has changed
      capacity_ = size;
      used_ = 0;
    }
    ++created_;
    Node* node = blocks_.back().data() + used_++;
    *node = {value, left, right};
    return node;
  }

  // How many nodes New has made, those cut off included.
  size_t created() const { return created_; }

  Node* root = nullptr;

 private:
  static constexpr size_t kFirstBlock = 16;

  std::vector<AlignedArray<Node>> blocks_;
  size_t used_ = 0, capacity_ = 0;  // of the last block
  size_t created_ = 0;
};

}  // namespace graft::trees

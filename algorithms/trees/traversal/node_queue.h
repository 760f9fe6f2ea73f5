// NodeQueue: the queue of a level-order walk, fast wherever the nodes lie.
//
// Source:    ours
// Idea:      nodes pushed one after another that are neighbours in memory are kept as one run,
//            so an arena in level order needs no queue at all: the walk reads it as an array.
//            Scattered nodes cost one word each, and are prefetched before their turn: the
//            memory fetches many at once, where a depth-first walk waits for each.
// Contract:  nodes that are not null; Pop and Front only where not empty.
// Invariant: front run, ring, back run hold the queue, in this order; the front run is empty
//            only if all is
// Time:      O(1) amortised
// Space:     8 bytes a scattered node, 16 a run; at most four times the longest queue
// Overflow:  none
// Pitfall:   the ring grows by copying: a walk of n nodes writes at most n words again.
// Tested:    first in, first out, against std::deque, for scattered and neighbouring nodes
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "algorithms/trees/tree.h"

namespace graft::trees {

class NodeQueue {
 public:
  bool empty() const { return front_.count == 0; }
  const Node* Front() const { return front_.first; }

  void Push(const Node* node) {
    if (empty()) {
      front_ = {node, 1};
    } else if (node == back_.first + back_.count) {
      ++back_.count;
    } else {
      if (back_.count > 0) StoreBack();
      back_ = {node, 1};
    }
  }

  void Pop() {
    ++front_.first;
    if (--front_.count == 0) NextRun();
  }

 private:
  struct Run {
    const Node* first = nullptr;
    size_t count = 0;
  };
  static constexpr size_t kAhead = 32;  // ring entries from the prefetch to the visit

  // A run of one is its address; of more, its address with the lowest bit set, then its count.
  void StoreBack() {
    if (tail_ - head_ + 2 > ring_.size()) Grow();
    const auto address = reinterpret_cast<uintptr_t>(back_.first);
    Entry(tail_++) = address | (back_.count > 1);
    if (back_.count > 1) Entry(tail_++) = back_.count;
  }

  void NextRun() {
    if (head_ == tail_) {
      front_ = back_;
      back_ = {};
      return;
    }
    const uintptr_t entry = Entry(head_++);
    front_.first = reinterpret_cast<const Node*>(entry & ~uintptr_t{1});
    front_.count = entry & 1 ? Entry(head_++) : 1;
    // A node may lie across two lines. What lies beyond the tail is harmless to ask for.
    const auto* soon = reinterpret_cast<const char*>(Entry(head_ + kAhead));
    __builtin_prefetch(soon);
    __builtin_prefetch(soon + sizeof(Node) - 1);
  }

  uintptr_t& Entry(size_t number) { return ring_[number & (ring_.size() - 1)]; }

  [[gnu::noinline]] void Grow() {
    std::vector<uintptr_t> larger(2 * ring_.size());
    for (size_t i = head_; i != tail_; ++i) larger[i & (larger.size() - 1)] = Entry(i);
    ring_.swap(larger);
  }

  Run front_, back_;
  size_t head_ = 0, tail_ = 0;  // of the ring, counted without end
  std::vector<uintptr_t> ring_ = std::vector<uintptr_t>(64);  // a power of two
};

}  // namespace graft::trees

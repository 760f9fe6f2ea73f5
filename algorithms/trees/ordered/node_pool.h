// NodePool: nodes of one type, densely in blocks, large blocks on large pages.
//
// Source:    ours; a free list as in Knuth, "The Art of Computer Programming" 1, 2.2.3
// Idea:      nodes that lie anywhere cost a walk of the page table each; in blocks of 2 MiB on
//            large pages the TLB knows them all. Blocks begin with one node and double, so that
//            a small tree takes little. A freed node is the first that is handed out again.
// Contract:  Free: a node of this pool, once. Release: no node is in use, or all are trivial
//            to destroy
// Invariant: [fresh_, end_) of the last block was never handed out; free_ links freed nodes
// Time:      Make, Free O(1), but for a block's allocation; Release O(blocks)
// Space:     at most twice the most nodes ever in use at once, at most 2 MiB more than they
// Overflow:  none
// Pitfall:   freed nodes go back to the system with Release only.
// Tested:    no two nodes overlap; freed ones return first; small pools are small; moves by Swap
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include "algorithms/aligned_array.h"

namespace graft::trees {

template <class Node>
class NodePool {
  static_assert(alignof(Node) <= kCacheLine);

 public:
  struct Return {
    NodePool* pool;
    void operator()(Node* node) const { pool->Free(node); }
  };
  using Ptr = std::unique_ptr<Node, Return>;

  NodePool() = default;
  NodePool(const NodePool&) = delete;
  NodePool& operator=(const NodePool&) = delete;

  Ptr Make() {
    if (!free_ && end_ - fresh_ < kStride) AddBlock();
    void* const at = free_ ? static_cast<void*>(free_) : fresh_;
    if (free_) {
      free_ = free_->next;
    } else {
      fresh_ += kStride;
    }
    return Ptr(new (at) Node, Return{this});
  }

  void Free(Node* node) {
    node->~Node();
    free_ = new (node) Link{free_};
  }

  void Release() {
    blocks_.clear();
    fresh_ = end_ = nullptr;
    free_ = nullptr;
    bytes_ = 0;
  }

  void Swap(NodePool& other) {
    std::swap(blocks_, other.blocks_);
    std::swap(fresh_, other.fresh_);
    std::swap(end_, other.end_);
    std::swap(free_, other.free_);
    std::swap(bytes_, other.bytes_);
  }

  // Of all blocks.
  size_t bytes() const { return bytes_; }

 private:
  struct Link {
    Link* next;
  };
  static constexpr ptrdiff_t kAlign = std::max(alignof(Node), alignof(Link));
  static constexpr ptrdiff_t kStride =
      (std::max(sizeof(Node), sizeof(Link)) + kAlign - 1) / kAlign * kAlign;

  void AddBlock() {
    const size_t bytes = std::max<size_t>(std::min(bytes_, kLargePage), kStride);
    blocks_.emplace_back(bytes);
    fresh_ = blocks_.back().data();
    end_ = fresh_ + bytes;
    bytes_ += bytes;
  }

  std::vector<AlignedArray<std::byte>> blocks_;
  std::byte* fresh_ = nullptr;
  std::byte* end_ = nullptr;
  Link* free_ = nullptr;
  size_t bytes_ = 0;
};

}  // namespace graft::trees

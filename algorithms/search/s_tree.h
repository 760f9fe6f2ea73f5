// STree: a static B+ tree without pointers, one cache line a node, searched by vectors.
//
// Source:    algorithmica.org/en/b-tree (S. Slotin), the S+ tree; R. Groot Koerkamp, "Static
//            search trees: 40x faster than binary search", 2024, left-max keys
// Idea:      binary search reads one key of every line it touches, at addresses known only
//            one after another. Here a line is read whole: 16 keys choose one of 17 children,
//            so 2²⁴ keys are 6 lines instead of 24. The leaves are the sorted keys as they
//            are, so a place among them is the rank.
// Contract:  key_at(0) <= key_at(1) <= … <= key_at(size - 1); size < 2⁴⁰. LowerBound(k) is how
//            many keys are less than k. Move only; a moved-from tree may only be destroyed.
// Invariant: key c of an inner node is the largest key below its child c, or the greatest
//            integer if child c is the layer's last or does not exist: no key is greater, so
//            no walk leaves the tree, and a walk's leaf holds the answer or ends before it.
// Time:      build O(n); a search one line a layer: ⌈log₁₇(n / 16)⌉ + 1 of 32-bit keys
// Space:     1/16 more than the keys (1/8 for 64 bits), and less than a line a layer
// Overflow:  UpperBound(k) is LowerBound(k + 1): the caller looks after the greatest k
// Pitfall:   one query waits for one line at a time: ask for many together where you can.
// Tested:    all sorted arrays of up to 7 keys of 4 values; sizes 0…300, around powers of 17
//            and of 9; all instruction sets equal to the portable one; one and many
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>

#include "algorithms/aligned_array.h"
#include "algorithms/precondition.h"
#include "algorithms/search/node_rank.h"
#include "algorithms/search/s_tree_descent.h"

namespace graft::search {

template <class Key>
class STree {
 public:
  static constexpr size_t kKeys = kNodeKeys<Key>;
  static constexpr size_t kChildren = kKeys + 1;

  // key_at(rank) is the key of that rank.
  template <class KeyAt>
  STree(size_t size, KeyAt key_at, Isa isa = BestIsa())
      : size_((PRECONDITION(size >> 40 == 0), size)),
        height_(Height(size)),
        keys_(Nodes(size) * kKeys) {
    PRECONDITION(Supports(isa));
    Key* layer = keys_.data();
    for (int i = 0; i <= height_; ++i) {
      layers_[i] = layer;
      layer = i < height_ ? FillInner(layer, height_ - i, key_at)
                          : FillLeaves(layer, key_at);
    }
    descent_ = DescentOf<Key>(isa, height_);
  }

  size_t size() const { return size_; }
  int height() const { return height_; }
  size_t bytes() const { return keys_.bytes(); }

  // rank < size()
  Key operator[](size_t rank) const { return layers_[height_][rank]; }

  size_t LowerBound(Key key) const { return descent_.one(layers_, key); }

  // As many ranks as keys.
  void LowerBound(std::span<const Key> keys, std::span<size_t> ranks) const {
    PRECONDITION(keys.size() == ranks.size());
    for (size_t at = 0; at < keys.size(); at += kTogether)
      descent_.many(layers_, &keys[at], &ranks[at],
                    std::min(kTogether, keys.size() - at));
  }

 private:
  // Enough to keep all of a core's line-fill buffers busy; their state fits the L1 cache.
  static constexpr size_t kTogether = 128;

  // How many keys lie below a child of a node that is `above` layers above the leaves.
  static constexpr size_t KeysBelowChild(int above) {
    size_t keys = kKeys;
    while (--above > 0) keys *= kChildren;
    return keys;
  }

  // Of the layer that is `above` layers above the leaves; even an empty tree has a leaf.
  static constexpr size_t NodesOfLayer(size_t size, int above) {
    const size_t keys = KeysBelowChild(above + 1);  // below one of its nodes
    return std::max<size_t>(1, size / keys + (size % keys != 0));
  }

  static constexpr int Height(size_t size) {
    int height = 0;
    while (NodesOfLayer(size, height) > 1) ++height;
    return height;
  }

  static constexpr size_t Nodes(size_t size) {
    size_t nodes = 0;
    for (int above = 0; above <= Height(size); ++above)
      nodes += NodesOfLayer(size, above);
    return nodes;
  }

  // These write a layer and return its end, where the next begins.
  template <class KeyAt>
  Key* FillInner(Key* layer, int above, KeyAt key_at) const {
    const size_t below = KeysBelowChild(above);
    const size_t nodes = NodesOfLayer(size_, above);
    for (size_t j = 0; j < nodes; ++j)
      for (size_t c = 0; c < kKeys; ++c) {
        const size_t end = (j * kChildren + c + 1) * below;  // of child c
        *layer++ = end < size_ ? key_at(end - 1) : kGreatest;
      }
    return layer;
  }

  template <class KeyAt>
  Key* FillLeaves(Key* leaves, KeyAt key_at) const {
    for (size_t i = 0; i < size_; ++i) leaves[i] = key_at(i);
    Key* end = leaves + NodesOfLayer(size_, 0) * kKeys;
    std::fill(leaves + size_, end, kGreatest);
    return end;
  }

  static constexpr Key kGreatest = std::numeric_limits<Key>::max();

  size_t size_;
  int height_;
  AlignedArray<Key> keys_;  // layer by layer from the root, each at a cache line
  Layers<Key> layers_{};
  Descent<Key> descent_;
};

}  // namespace graft::search

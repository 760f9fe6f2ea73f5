// STreeDescent: walks from the root of an S+ tree to a rank, for one key or many together.
//
// Source:    algorithmica.org/en/b-tree (S. Slotin); many together: R. Groot Koerkamp,
//            "Static search trees: 40x faster than binary search", 2024
// Idea:      no pointers: child c of node j is node 17 j + c of the next layer (9 j + c with
//            keys of 64 bits). The height is a template argument, so a walk is straight
//            code. Many keys go down layer by layer: while one waits for its node, which
//            was asked for one layer ago, the others compute; memory serves them at once.
// Contract:  layers[0] is the root, layers[height] the leaves; every walk stays in the tree
//            (see s_tree.h). A descent may be called only where Supports(its Isa).
// Invariant: before layer i, node is the one of that layer in whose subtree the rank lies.
// Time:      height + 1 nodes a key
// Space:     O(1); the ranks hold the walks of many
// Overflow:  none below 2⁴⁰ keys
// Pitfall:   GCC 12 and Clang 14 refuse to inline a target's function into one without it:
//            here always_inline and flatten bring both into the function that has it.
// Tested:    trees of heights 0, 1 and 2 by hand, all instruction sets; and by s_tree
#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include "algorithms/search/node_rank.h"

namespace graft::search {

inline constexpr int kMaxHeight = 12;  // 8 · 9¹² > 2⁴⁰ keys of 64 bits

template <class Key>
using Layers = std::array<const Key*, kMaxHeight + 1>;

template <class Key>
struct Descent {
  size_t (*one)(const Layers<Key>& layers, Key key);
  void (*many)(const Layers<Key>& layers, const Key* keys, size_t* ranks, size_t count);
};

namespace internal {

template <class Node, int height, class Key>
[[gnu::always_inline]] inline size_t DescendOne(const Key* const* layers, size_t node,
                                                Key key) {
  constexpr size_t kKeys = kNodeKeys<Key>;
  const size_t rank = Node::Rank(layers[0] + node * kKeys, key);
  if constexpr (height == 0)
    return node * kKeys + rank;
  else
    return DescendOne<Node, height - 1>(layers + 1, node * (kKeys + 1) + rank, key);
}

template <class Node, int height, class Key>
[[gnu::always_inline]] inline void DescendMany(const Layers<Key>& layers,
                                               const Key* keys, size_t* ranks,
                                               size_t count) {
  constexpr size_t kKeys = kNodeKeys<Key>;
  for (size_t i = 0; i < count; ++i) ranks[i] = 0;
  for (int layer = 0; layer < height; ++layer)
    for (size_t i = 0; i < count; ++i) {
      const Key* node = layers[layer] + ranks[i] * kKeys;
      ranks[i] = ranks[i] * (kKeys + 1) + Node::Rank(node, keys[i]);
      __builtin_prefetch(layers[layer + 1] + ranks[i] * kKeys);
    }
  for (size_t i = 0; i < count; ++i)
    ranks[i] = DescendOne<Node, 0>(&layers[height], ranks[i], keys[i]);
}

// Each instruction set's pair: only here is a body compiled for it.
template <class Key, int height>
struct Portable {
  static size_t One(const Layers<Key>& layers, Key key) {
    return DescendOne<PortableNode, height>(layers.data(), 0, key);
  }
  static void Many(const Layers<Key>& layers, const Key* keys, size_t* ranks,
                   size_t count) {
    DescendMany<PortableNode, height>(layers, keys, ranks, count);
  }
};

template <class Key, int height>
struct Avx2 {
  GRAFT_TARGET("avx2,popcnt")
  [[gnu::flatten]] static size_t One(const Layers<Key>& layers, Key key) {
    return DescendOne<Avx2Node, height>(layers.data(), 0, key);
  }
  GRAFT_TARGET("avx2,popcnt")
  [[gnu::flatten]] static void Many(const Layers<Key>& layers, const Key* keys,
                                    size_t* ranks, size_t count) {
    DescendMany<Avx2Node, height>(layers, keys, ranks, count);
  }
};

template <class Key, int height>
struct Avx512 {
  GRAFT_TARGET("avx512f,popcnt")
  [[gnu::flatten]] static size_t One(const Layers<Key>& layers, Key key) {
    return DescendOne<Avx512Node, height>(layers.data(), 0, key);
  }
  GRAFT_TARGET("avx512f,popcnt")
  [[gnu::flatten]] static void Many(const Layers<Key>& layers, const Key* keys,
                                    size_t* ranks, size_t count) {
    DescendMany<Avx512Node, height>(layers, keys, ranks, count);
  }
};

template <template <class, int> class Set, class Key, int... heights>
Descent<Key> OfHeight(int height, std::integer_sequence<int, heights...>) {
  static constexpr Descent<Key> kAll[] = {
      {Set<Key, heights>::One, Set<Key, heights>::Many}...};
  return kAll[height];
}

}  // namespace internal

template <class Key>
Descent<Key> DescentOf(Isa isa, int height) {
  constexpr auto kHeights = std::make_integer_sequence<int, kMaxHeight + 1>();
  switch (isa) {
    case Isa::kAvx512:
      return internal::OfHeight<internal::Avx512, Key>(height, kHeights);
    case Isa::kAvx2:
      return internal::OfHeight<internal::Avx2, Key>(height, kHeights);
    default:
      return internal::OfHeight<internal::Portable, Key>(height, kHeights);
  }
}

}  // namespace graft::search

// BPlusNode: the leaves and inner nodes of a B+ tree, and how they split, lend and merge.
//
// Source:    Bayer, McCreight, "Organization and maintenance of large ordered indexes", Acta
//            Informatica 1972; Comer, "The ubiquitous B-tree", ACM Computing Surveys 1979
// Idea:      leaves hold the keys and are linked; inner nodes hold children, how many keys lie
//            below each, and between two children a separator: a copy of a key.
// Contract:  Split: the node is full. Merge: both fit into one. Share: each part fits. Borrow:
//            the lender has more than half. Keys and what is mapped move without throwing
// Invariant: n entries lie in front; an inner node has n − 1 separators:
//            keys below child i ≤ keys[i] < keys below child i + 1
// Time:      O(N)
// Space:     a leaf: N keys, N mapped, 24 bytes; an inner node: M keys, 16 M + 64 bytes
// Overflow:  none
// Pitfall:   a separator need not be a key any more: it stays when its key is erased.
// Tested:    by every sequence of BPlusTree with N = 4; here: splits, loans, merges
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "algorithms/trees/ordered/node_keys.h"
#include "algorithms/trees/ordered/node_slots.h"

namespace graft::trees {

template <class Key, class Mapped, size_t N>
struct BPlusLeaf {
  ~BPlusLeaf() {
    keys.Destroy(n);
    mapped.Destroy(n);
  }

  void Insert(size_t at, Key key, Mapped value) {
    keys.Insert(n, at, std::move(key));
    mapped.Insert(n++, at, std::move(value));
  }

  void Erase(size_t at) {
    keys.Take(n, at);
    mapped.Take(n--, at);
  }

  // The upper half moves to `right`, which is empty.
  void Split(BPlusLeaf& right) { MoveTail(N / 2, right); }

  // All of `right` moves here.
  void Merge(BPlusLeaf& right) { right.MoveTail(0, *this); }

  // Moves keys between here and `right` until `count` are left here.
  void Share(BPlusLeaf& right, size_t count) {
    const size_t both = n + right.n;
    if (count < n) {
      keys.MoveTailBefore(n, count, right.keys, right.n);
      mapped.MoveTailBefore(n, count, right.mapped, right.n);
    } else {
      right.keys.MoveHead(right.n, count - n, keys, n);
      right.mapped.MoveHead(right.n, count - n, mapped, n);
    }
    n = count;
    right.n = both - count;
  }

  NodeKeys<Key, N> keys;
  uint32_t n = 0;
  BPlusLeaf* prev = nullptr;
  BPlusLeaf* next = nullptr;
  [[no_unique_address]] NodeSlots<Mapped, N> mapped;

 private:
  void MoveTail(size_t from, BPlusLeaf& to) {
    keys.MoveTail(n, from, to.keys, to.n);
    mapped.MoveTail(n, from, to.mapped, to.n);
    to.n += n - from;
    n = from;
  }
};

template <class Key, class Mapped, size_t N, size_t M = N>
struct BPlusInner {
  // Which of the two it is, the level says.
  union Child {
    BPlusInner* inner;
    BPlusLeaf<Key, Mapped, N>* leaf;
  };

  ~BPlusInner() { keys.Destroy(n ? n - 1 : 0); }

  // A first child, which has no separator before it.
  void InsertFirst(Child child, size_t count) {
    children.Insert(n, 0, child);
    counts.Insert(n++, 0, count);
  }

  // A child at `at` > 0, and the separator before it.
  void Insert(size_t at, Key separator, Child child, size_t count) {
    keys.Insert(n - 1, at - 1, std::move(separator));
    children.Insert(n, at, child);
    counts.Insert(n++, at, count);
  }

  // Drops the child at `at` > 0; returns the separator before it.
  Key Erase(size_t at) {
    children.Take(n, at);
    counts.Take(n, at);
    return keys.Take(--n, at - 1);
  }

  // The upper half of the children moves to `right`, which is empty; returns the separator.
  Key Split(BPlusInner& right) {
    Key separator = keys.Take(n - 1, M / 2 - 1);
    MoveTail(M / 2, M / 2 - 1, n - 2, right);
    return separator;
  }

  // All children of `right` move here, behind the separator.
  void Merge(Key separator, BPlusInner& right) {
    keys.Insert(n - 1, n - 1, std::move(separator));
    right.MoveTail(0, 0, right.n - 1, *this);
  }

  // Takes the last child of `left`, and gives the separator between them: the new one.
  Key BorrowFromLeft(Key separator, BPlusInner& left) {
    const size_t last = left.n - 1;
    keys.Insert(n - 1, 0, std::move(separator));
    InsertFirst(left.children[last], left.counts[last]);
    return left.Erase(last);
  }

  // Takes the first child of `right`.
  Key BorrowFromRight(Key separator, BPlusInner& right) {
    Insert(n, std::move(separator), right.children[0], right.counts[0]);
    right.children.Take(right.n, 0);
    right.counts.Take(right.n, 0);
    return right.keys.Take(--right.n, 0);
  }

  // The leaves `at` and `at` + 1 get equally many keys.
  void ShareLeaves(size_t at) {
    auto& left = *children[at].leaf;
    auto& right = *children[at + 1].leaf;
    const size_t half = (left.n + right.n) / 2;
    // What will be the left one's last key; copied first, for the copy may throw.
    Key separator =
        half <= left.n ? left.keys[half - 1] : right.keys[half - left.n - 1];
    left.Share(right, half);
    counts[at] = left.n;
    counts[at + 1] = right.n;
    keys.Set(at, std::move(separator));
  }

  // How many keys lie below the children before `at`.
  size_t CountBefore(size_t at) const {
    size_t count = 0;
    for (size_t i = 0; i < at; ++i) count += counts[i];
    return count;
  }

  NodeKeys<Key, M> keys;  // the last is never used
  uint32_t n = 0;         // children
  // Eight pointers a cache line: one fetch for each line of eight keys.
  alignas(64) NodeSlots<Child, M> children;
  NodeSlots<size_t, M> counts;  // keys below each child

 private:
  // The entries from `from` on, and the separators from `from_key` on of `separators`.
  void MoveTail(size_t from, size_t from_key, size_t separators, BPlusInner& to) {
    keys.MoveTail(separators, from_key, to.keys, to.n);
    children.MoveTail(n, from, to.children, to.n);
    counts.MoveTail(n, from, to.counts, to.n);
    to.n += n - from;
    n = from;
  }
};

}  // namespace graft::trees

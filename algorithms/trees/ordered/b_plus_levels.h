// BPlusLevels: the nodes of a B+ tree, level above level: how it grows, shrinks, is copied.
//
// Source:    Bayer, McCreight, "Organization and maintenance of large ordered indexes", Acta
//            Informatica 1972; Comer, "The ubiquitous B-tree", ACM Computing Surveys 1979
// Idea:      nothing here compares keys: the tree above it searches and records its path, from
//            the root to above the leaf; here the nodes along such a path split and merge.
// Contract:  a path leads to the leaf at hand. HandleOverflow: that leaf is full; afterwards
//            the path is bad and must be searched again, until its leaf is not full
// Invariant: all leaves lie equally deep; every leaf but the root has N/2 to N keys, every
//            inner node M/2 to M children, an inner root at least 2; BPlusNode's; leaves are
//            linked in order
// Time:      HandleOverflow O(N + M); Erase O(N + M log n), O(N) amortised; copy, Clear O(n)
// Space:     the pools of the nodes
// Overflow:  none: 64-bit counts, at most 64 levels
// Pitfall:   one HandleOverflow shares keys with a sibling or splits one node, the highest of
//            the full ones above the leaf: each step is complete in itself, so that a failed
//            allocation leaves a sound tree.
// Tested:    by the suites of OrderedSet and OrderedMap, N = 4 and default; growth and shrinking
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

#include "algorithms/trees/ordered/b_plus_node.h"
#include "algorithms/trees/ordered/node_pool.h"

namespace graft::trees {

template <class Key, class Mapped, size_t N, size_t M = N>
class BPlusLevels {
 public:
  using Leaf = BPlusLeaf<Key, Mapped, N>;
  using Inner = BPlusInner<Key, Mapped, N, M>;
  using Child = typename Inner::Child;

  struct Step {
    Inner* inner;
    size_t at;  // the child which the path enters
  };
  using Path = Step[64];

  BPlusLevels() = default;
  // If the copy of a key throws, the delegated-to constructor has the nodes so far freed.
  BPlusLevels(const BPlusLevels& other) : BPlusLevels() {
    height = other.height;
    size = other.size;
    if (other.root.leaf) Clone(other.root, root, height);
  }
  BPlusLevels& operator=(const BPlusLevels&) = delete;
  ~BPlusLevels() { Clear(); }

  void Swap(BPlusLevels& other) {
    std::swap(root, other.root);
    std::swap(height, other.height);
    std::swap(size, other.size);
    std::swap(first, other.first);
    std::swap(last, other.last);
    leaves_.Swap(other.leaves_);
    inners_.Swap(other.inners_);
  }

  void Clear() {
    if constexpr (!kTrivial) DestroyBelow(root, height);
    leaves_.Release();
    inners_.Release();
    root = {};
    height = size = 0;
    first = last = nullptr;
  }

  void MakeRoot() {
    root.leaf = leaves_.Make().release();
    LinkAfter(nullptr, root.leaf);
  }

  void Insert(Leaf& leaf, size_t at, Key key, Mapped value, const Step* path) {
    leaf.Insert(at, std::move(key), std::move(value));
    for (size_t i = 0; i < height; ++i) ++path[i].inner->counts[path[i].at];
    ++size;
  }

  void HandleOverflow(const Step* path) {
    if (height > 0 && ShareFull(*path[height - 1].inner, path[height - 1].at)) return;
    size_t level = height;
    while (level > 0 && path[level - 1].inner->n == M) --level;
    if (level > 0) {
      return SplitChild(*path[level - 1].inner, path[level - 1].at, level == height);
    }
    auto above = inners_.Make();
    above->InsertFirst(root, size);
    SplitChild(*above, 0, height == 0);
    root.inner = above.release();
    ++height;
  }

  void Erase(Leaf& leaf, size_t at, const Step* path) {
    leaf.Erase(at);
    for (size_t i = 0; i < height; ++i) --path[i].inner->counts[path[i].at];
    if (--size == 0) return Clear();
    if (height > 0 && leaf.n < N / 2) MendUpward(path);
  }

  Child root{};
  size_t height = 0;  // levels of inner nodes
  size_t size = 0;
  Leaf* first = nullptr;
  Leaf* last = nullptr;

 private:
  void LinkAfter(Leaf* before, Leaf* leaf) {
    leaf->prev = before;
    leaf->next = before ? before->next : nullptr;
    (leaf->next ? leaf->next->prev : last) = leaf;
    (before ? before->next : first) = leaf;
  }

  void Unlink(Leaf* leaf) {
    (leaf->next ? leaf->next->prev : last) = leaf->prev;
    (leaf->prev ? leaf->prev->next : first) = leaf->next;
  }

  // Instead of a split, while a full leaf has a sibling with some room: nodes are fuller.
  bool ShareFull(Inner& parent, size_t at) {
    const auto has_room = [&](size_t i) {
      return parent.children[i].leaf->n <= N - kRoom;
    };
    const bool right = at + 1 < parent.n && has_room(at + 1);
    const bool left = !right && at > 0 && has_room(at - 1);
    if (right || left) parent.ShareLeaves(left ? at - 1 : at);
    return right || left;
  }

  // The child at `at` is full, its parent is not.
  void SplitChild(Inner& parent, size_t at, bool is_leaf) {
    if (is_leaf) {
      Leaf* const left = parent.children[at].leaf;
      auto right = leaves_.Make();
      Key separator = left->keys[N / 2 - 1];
      left->Split(*right);
      LinkAfter(left, right.get());
      parent.counts[at] -= right->n;
      const size_t moved = right->n;
      parent.Insert(at + 1, std::move(separator), {.leaf = right.release()}, moved);
    } else {
      auto right = inners_.Make();
      Key separator = parent.children[at].inner->Split(*right);
      const size_t moved = right->CountBefore(right->n);
      parent.counts[at] -= moved;
      parent.Insert(at + 1, std::move(separator), {.inner = right.release()}, moved);
    }
  }

  // The leaf is one short of N/2; mending it may leave its parent short, and so on.
  void MendUpward(const Step* path) {
    size_t level = height - 1;
    MendLeaf(path[level]);
    for (; level > 0 && path[level].inner->n < M / 2; --level)
      MendInner(path[level - 1]);
    if (root.inner->n > 1) return;
    Inner* const above = root.inner;
    root = above->children[0];
    inners_.Free(above);
    --height;
  }

  // The leaf below this step is one short of N/2: it merges, or shares keys, with a sibling.
  void MendLeaf(const Step& step) {
    Inner& parent = *step.inner;
    const size_t at = step.at ? step.at - 1 : 0;  // of the left one of the two
    Leaf* const left = parent.children[at].leaf;
    Leaf* const right = parent.children[at + 1].leaf;
    if (left->n + right->n <= N) {
      left->Merge(*right);
      Unlink(right);
      leaves_.Free(right);
      parent.counts[at] += parent.counts[at + 1];
      parent.Erase(at + 1);
      return;
    }
    parent.ShareLeaves(at);
  }

  // The same for an inner node; separators turn through the parent.
  void MendInner(const Step& step) {
    Inner& parent = *step.inner;
    const size_t at = step.at ? step.at - 1 : 0;
    Inner* const left = parent.children[at].inner;
    Inner* const right = parent.children[at + 1].inner;
    if (left->n + right->n <= M) {
      parent.counts[at] += parent.counts[at + 1];
      left->Merge(parent.Erase(at + 1), *right);
      inners_.Free(right);
      return;
    }
    Key separator = parent.keys.Release(at);
    parent.keys.Set(at, left->n > right->n
                            ? right->BorrowFromLeft(std::move(separator), *left)
                            : left->BorrowFromRight(std::move(separator), *right));
    parent.counts[at] = left->CountBefore(left->n);
    parent.counts[at + 1] = right->CountBefore(right->n);
  }

  // Each node hangs in the copy before it is filled, so that what throws leaves no leak.
  void Clone(const Child& from, Child& to, size_t level) {
    if (level == 0) {
      to.leaf = leaves_.Make().release();
      LinkAfter(last, to.leaf);
      for (size_t i = 0; i < from.leaf->n; ++i) {
        to.leaf->Insert(i, Key(from.leaf->keys[i]), Mapped(from.leaf->mapped[i]));
      }
      return;
    }
    const Inner& source = *from.inner;
    Inner& copy = *(to.inner = inners_.Make().release());
    for (size_t i = 0; i < source.n; ++i) {
      if (i == 0) copy.InsertFirst({}, source.counts[0]);
      if (i > 0) copy.Insert(i, Key(source.keys[i - 1]), {}, source.counts[i]);
      Clone(source.children[i], copy.children[i], level - 1);
    }
  }

  void DestroyBelow(Child node, size_t level) {
    if (level == 0) {
      if (node.leaf) std::destroy_at(node.leaf);
      return;
    }
    if (!node.inner) return;
    for (size_t i = 0; i < node.inner->n; ++i)
      DestroyBelow(node.inner->children[i], level - 1);
    std::destroy_at(node.inner);
  }

  // Two leaves that share are both left with room, and seldom share again.
  static constexpr size_t kRoom = N / 8 > 2 ? N / 8 : 2;
  static constexpr bool kTrivial =
      std::is_trivially_destructible_v<Key> && std::is_trivially_destructible_v<Mapped>;
  // Apart, so that the inner nodes, which each search visits, lie close together.
  NodePool<Leaf> leaves_;
  NodePool<Inner> inners_;
};

}  // namespace graft::trees

// BPlusTree: wide nodes, keys in linked leaves: few cache misses a search, few bytes a key.
//
// Source:    Comer, "The ubiquitous B-tree", ACM Computing Surveys 1979; searching a node as
//            in Slotin, "Search Trees", Algorithms for Modern Hardware, 2022
// Idea:      a node is a few cache lines and is searched without branches (KeySearch): a search
//            costs a miss a level, and there are log₄₄ n levels, not log₂ n. Counts beside
//            the children give ranks.
// Contract:  keys are copied into inner nodes: Key is copyable, and moves without throwing, as
//            does Mapped. Compare is a strict weak order
// Invariant: BPlusLevels'; keys rise in order, no two are equal
// Time:      O(log n) a call, O(N) moves in a node; Begin, End, Next, Prev O(1)
// Space:     8-byte keys: from 10 (full) to 20 (half full) bytes a key, 12 in random order, and
//            at most twice that, or 2 MiB, which the pools have in reserve
// Overflow:  none: 64-bit counts; 64 levels
// Pitfall:   inserting and erasing make all cursors bad. Insert is strong; Erase too where keys
//            are copied without throwing, else a leaf may be left short of N/2.
// Tested:    by the suites of OrderedSet and OrderedMap, N = 4 and default; the instruction set
//            that the processor chooses (the counts of all of them: key_search.h)
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

#include "algorithms/precondition.h"
#include "algorithms/trees/ordered/b_plus_check.h"
#include "algorithms/trees/ordered/b_plus_levels.h"
#include "algorithms/trees/ordered/key_search.h"

namespace graft::trees {

template <class Key, class Mapped, class Compare, size_t N, size_t M = N>
class BasicBPlusTree {
  static_assert(N >= 4 && N % 2 == 0 && M >= 4 && M % 2 == 0);
  using Levels = BPlusLevels<Key, Mapped, N, M>;
  using Leaf = typename Levels::Leaf;

 public:
  // A place in the order: a slot of a leaf. The end lies behind the last leaf's last key.
  class Cursor {
   public:
    Cursor() = default;
    const Key& key() const { return leaf_->keys[at_]; }
    Mapped& mapped() const { return leaf_->mapped[at_]; }
    void Next() {
      ++at_;
      LeaveLeaf();
    }
    void Prev() {
      if (at_ == 0) *this = Cursor(leaf_->prev, leaf_->prev->n);
      --at_;
    }
    bool operator==(const Cursor&) const = default;

   private:
    friend BasicBPlusTree;
    Cursor(Leaf* leaf, size_t at) : leaf_(leaf), at_(at) {}
    // Behind a leaf's last key: before the next leaf's first.
    void LeaveLeaf() {
      if (at_ == leaf_->n && leaf_->next) *this = Cursor(leaf_->next, 0);
    }

    Leaf* leaf_ = nullptr;
    size_t at_ = 0;
  };

  explicit BasicBPlusTree(const Compare& compare = Compare()) : compare_(compare) {}
  BasicBPlusTree(const BasicBPlusTree& other) = default;
  BasicBPlusTree(BasicBPlusTree&& other) noexcept(
      std::is_nothrow_copy_constructible_v<Compare>)
      : compare_(other.compare_) {
    levels_.Swap(other.levels_);
  }
  BasicBPlusTree& operator=(BasicBPlusTree other) {
    Swap(other);
    return *this;
  }

  void Swap(BasicBPlusTree& other) {
    levels_.Swap(other.levels_);
    std::swap(compare_, other.compare_);
  }

  size_t size() const { return levels_.size; }
  const Compare& compare() const { return compare_; }

  Cursor Begin() const { return Cursor(levels_.first, 0); }
  Cursor End() const {
    return Cursor(levels_.last, levels_.last ? levels_.last->n : 0);
  }

  // The first key that is not less than `key`.
  Cursor LowerBound(const Key& key) const {
    if (size() == 0) return End();
    Cursor at = Search(key, nullptr);
    at.LeaveLeaf();
    return at;
  }

  Cursor Find(const Key& key) const {
    if (size() == 0) return End();
    const Cursor at = Search(key, nullptr), end = End();
    const bool holds = Holds(at, key);
    return Cursor(holds ? at.leaf_ : end.leaf_, holds ? at.at_ : end.at_);
  }

  // Needs rank < size().
  Cursor Nth(size_t rank) const {
    PRECONDITION(rank < size());
    typename Levels::Child node = levels_.root;
    for (size_t level = levels_.height; level > 0; --level) {
      size_t at = 0;
      while (rank >= node.inner->counts[at]) rank -= node.inner->counts[at++];
      node = node.inner->children[at];
    }
    return Cursor(node.leaf, rank);
  }

  // How many keys are less than `key`.
  size_t Rank(const Key& key) const {
    if (size() == 0) return 0;
    Path path;
    size_t rank = Search(key, path).at_;
    for (size_t i = 0; i < levels_.height; ++i) {
      rank += path[i].inner->CountBefore(path[i].at);
    }
    return rank;
  }

  // Inserts Key(key) → Mapped(args...), unless the key is there. Strong guarantee.
  template <class K, class... Args>
  std::pair<Cursor, bool> Insert(K&& key, Args&&... args) {
    if (!levels_.root.leaf) levels_.MakeRoot();
    Path path;
    Cursor at = Search(key, path);
    if (Holds(at, key)) return {at, false};
    // Made before anything moves: the arguments may refer to what is in the tree.
    Key made(std::forward<K>(key));
    Mapped mapped(std::forward<Args>(args)...);
    for (; at.leaf_->n == N; at = Search(made, path)) levels_.HandleOverflow(path);
    levels_.Insert(*at.leaf_, at.at_, std::move(made), std::move(mapped), path);
    return {at, true};
  }

  // Returns the place after the erased one.
  Cursor Erase(Cursor at) {
    PRECONDITION(at != End());
    Path path;
    Search(at.key(), path);
    if (at.leaf_->n > N / 2) {
      levels_.Erase(*at.leaf_, at.at_, path);
      at.LeaveLeaf();
      return at;
    }
    const Key key = at.key();  // the leaf may borrow or merge: search again
    levels_.Erase(*at.leaf_, at.at_, path);
    return LowerBound(key);
  }

  bool EraseKey(const Key& key) {
    if (size() == 0) return false;
    Path path;
    const Cursor at = Search(key, path);
    if (!Holds(at, key)) return false;
    levels_.Erase(*at.leaf_, at.at_, path);
    return true;
  }

  void Clear() { levels_.Clear(); }

  // The first broken invariant in words; empty if all hold.
  std::string CheckInvariants() const {
    return BPlusCheck<Key, Mapped, N, Compare, M>(compare_).Run(levels_);
  }

 private:
  using Path = typename Levels::Path;

  // Numbers: no branch, so that the next search need not wait for this one; and n, in another
  // cache line, is asked only if the key may be padding.
  bool Holds(Cursor at, const Key& key) const {
    if constexpr (VectorOrder<Key, Compare>) {
      const bool equal = at.leaf_->keys[std::min(at.at_, N - 1)] == key;
      return equal & (key != Padding<Key>() || at.at_ < at.leaf_->n);
    } else {
      return at.at_ < at.leaf_->n && !compare_(key, at.key());
    }
  }

  // The first key that is not less, or behind the last one of a leaf whose keys are less.
  // Records the path, from the root on, unless `path` is a nullptr.
  template <class Steps>
  Cursor Search(const Key& key, Steps path) const {
#ifdef GRAFT_AVX512
    if (VectorOrder<Key, Compare> && Avx512Count::Runs())
      return SearchAvx512(key, path);
#endif
    return Walk<PortableCount>(key, path);
  }

#ifdef GRAFT_AVX512
  template <class Steps>
  [[gnu::target(GRAFT_AVX512), gnu::flatten]] Cursor SearchAvx512(const Key& key,
                                                                  Steps path) const {
    return Walk<Avx512Count>(key, path);
  }
#endif

  template <class Count, class Steps>
  Cursor Walk(const Key& key, Steps path) const {
    typename Levels::Child node = levels_.root;
    for (size_t level = levels_.height; level > 0; --level) {
      const auto& inner = *node.inner;
      const size_t at = inner.keys.template Before<Count>(inner.n - 1, key, compare_,
                                                          inner.children.data());
      if constexpr (std::is_pointer_v<Steps>) *path++ = {node.inner, at};
      node = inner.children[at];
    }
    const Leaf& leaf = *node.leaf;
    return Cursor(node.leaf, leaf.keys.template Before<Count>(leaf.n, key, compare_));
  }

  Levels levels_;
  [[no_unique_address]] Compare compare_;
};

// A leaf is a few cache lines of keys, which are read at once.
template <class Key>
constexpr size_t kBPlusSlots = std::clamp<size_t>(256 / sizeof(Key), 16, 64);

// Inner nodes of numbers are wider: a level less. Not so wide that they crowd the L2 cache.
template <class Key>
constexpr size_t kBPlusChildren = std::is_arithmetic_v<Key> ? 64 : kBPlusSlots<Key>;

template <class Key, class Mapped, class Compare>
using BPlusTree =
    BasicBPlusTree<Key, Mapped, Compare, kBPlusSlots<Key>, kBPlusChildren<Key>>;

}  // namespace graft::trees

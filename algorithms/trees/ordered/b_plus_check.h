// BPlusCheck: looks at every node of a B+ tree and says what is wrong with it.
//
// Source:    ours
// Idea:      one walk, in order: each node knows between which separators its keys must lie,
//            and the walk remembers the last leaf and key that it saw.
// Contract:  the nodes are there and `height` is right: else there is nothing to look at
// Invariant: what was seen so far is sound, or broken_ says why not
// Time:      O(n)
// Space:     O(height)
// Overflow:  none
// Pitfall:   none
// Tested:    planted mistakes of every kind; sound trees by the suites of OrderedSet
#pragma once

#include <cstddef>
#include <string>

#include "algorithms/trees/ordered/b_plus_levels.h"

namespace graft::trees {

template <class Key, class Mapped, size_t N, class Compare, size_t M = N>
class BPlusCheck {
  using Levels = BPlusLevels<Key, Mapped, N, M>;
  using Leaf = typename Levels::Leaf;
  using Inner = typename Levels::Inner;
  using Child = typename Levels::Child;

 public:
  explicit BPlusCheck(const Compare& compare) : compare_(compare) {}

  // The first broken invariant in words; empty if all hold.
  std::string Run(const Levels& levels) {
    if (!levels.root.leaf) {
      Demand(!levels.size && !levels.first && !levels.last,
             "no root, but keys or leaves");
      return broken_;
    }
    const size_t count = Check(levels.root, levels.height, true, nullptr, nullptr);
    Demand(count == levels.size, "size is not the number of keys");
    Demand(first_ == levels.first, "first is not the first leaf");
    Demand(previous_ == levels.last && previous_->next == nullptr,
           "last is not the last leaf");
    return broken_;
  }

 private:
  void Demand(bool holds, const char* claim) {
    if (!holds && broken_.empty()) broken_ = claim;
  }

  // Keys must lie in (low, high]; null is no bound. Returns how many there are.
  size_t Check(Child node, size_t level, bool is_root, const Key* low,
               const Key* high) {
    const size_t n = level ? node.inner->n : node.leaf->n;
    const size_t most = level ? M : N;
    const size_t least = !is_root ? most / 2 : level > 0 ? 2 : 0;
    Demand(least <= n && n <= most, "a node's fill is wrong");
    if (!broken_.empty()) return 0;
    return level ? CheckInner(*node.inner, level, low, high)
                 : CheckLeaf(node.leaf, low, high);
  }

  size_t CheckInner(const Inner& inner, size_t level, const Key* low, const Key* high) {
    size_t count = 0;
    for (size_t i = 0; i < inner.n; ++i) {
      const Key* const from = i > 0 ? &inner.keys[i - 1] : low;
      const Key* const to = i + 1 < inner.n ? &inner.keys[i] : high;
      const size_t below = Check(inner.children[i], level - 1, false, from, to);
      Demand(below == inner.counts[i], "a count is wrong");
      count += below;
    }
    Demand(inner.keys.IsSound(inner.n - 1), "padding or lines are wrong");
    return count;
  }

  size_t CheckLeaf(const Leaf* leaf, const Key* low, const Key* high) {
    for (size_t i = 0; i < leaf->n; ++i) {
      const Key& key = leaf->keys[i];
      Demand(!low || compare_(*low, key), "a key is not above the separator before it");
      Demand(!high || !compare_(*high, key), "a key is above the separator after it");
      Demand(i == 0 || compare_(leaf->keys[i - 1], key), "keys do not rise");
    }
    Demand(leaf->prev == previous_, "a leaf is linked to a wrong one before it");
    Demand(!previous_ || previous_->next == leaf,
           "a leaf is linked to a wrong one after it");
    Demand(leaf->keys.IsSound(leaf->n), "padding or lines are wrong");
    if (!first_) first_ = leaf;
    previous_ = leaf;
    return leaf->n;
  }

  const Compare& compare_;
  const Leaf* first_ = nullptr;
  const Leaf* previous_ = nullptr;
  std::string broken_;
};

}  // namespace graft::trees

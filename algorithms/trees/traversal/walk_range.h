// WalkRange: a walk through a tree as a range of values: for (int value : InOrder(tree)).
//
// Source:    ours
// Idea:      a walk is a cursor: a node and the way on from it. What C++ wants of an iterator
//            stands here once; each order brings its cursor.
// Contract:  Cursor(root), node() (null at the end), Advance() (only where node() is not null).
//            The tree outlives the range and keeps its links while it is walked; values may
//            change. An input range: one pass; begin() starts a new one.
// Invariant: none
// Time:      that of the cursor
// Space:     that of the cursor, once an iterator
// Overflow:  none
// Pitfall:   iterators are as large as the cursor's stack: ++ them, do not copy them.
// Tested:    the range concepts, with std::views, empty trees, two walks of one range
#pragma once

#include <iterator>
#include <ranges>
#include <vector>

#include "algorithms/trees/tree.h"

namespace graft::trees {

template <class Cursor>
class WalkRange : public std::ranges::view_base {
 public:
  class Iterator {
   public:
    using iterator_concept = std::input_iterator_tag;
    using value_type = int;
    using difference_type = std::ptrdiff_t;

    explicit Iterator(const Node* root) : cursor_(root) {}

    int operator*() const { return node()->value; }
    const Node* node() const { return cursor_.node(); }
    Iterator& operator++() {
      cursor_.Advance();
      return *this;
    }
    void operator++(int) { cursor_.Advance(); }
    bool operator==(std::default_sentinel_t) const { return node() == nullptr; }

   private:
    Cursor cursor_;
  };

  explicit WalkRange(const Node* root) : root_(root) {}
  explicit WalkRange(const Tree& tree) : root_(tree.root) {}
  explicit WalkRange(Tree&&) = delete;  // it would not outlive the range

  Iterator begin() const { return Iterator(root_); }
  std::default_sentinel_t end() const { return {}; }

 private:
  const Node* root_;
};

// All of a range in a vector, as LeetCode wants its answers.
template <std::ranges::input_range Range>
std::vector<int> ValuesOf(Range range) {
  std::vector<int> values;
  for (const int value : range) values.push_back(value);
  return values;
}

}  // namespace graft::trees

// Iterators know the tree, not the range.
template <class Cursor>
inline constexpr bool
    std::ranges::enable_borrowed_range<graft::trees::WalkRange<Cursor>> = true;

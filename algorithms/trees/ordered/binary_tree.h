// BinaryTree: a binary search tree with parent links; how it keeps its balance is a parameter.
//
// Source:    Cormen et al., "Introduction to Algorithms", 12; GNU pb_ds (policies)
// Idea:      searching, walking, counting, copying and freeing are the same for all binary
//            search trees. A Balance says what to do after a node was linked or unlinked.
// Contract:  Compare is a strict weak order that never changes its mind. A Balance has
//            AfterInsert(node), BeforeErase(node), AfterErase(gap) and Check(header).
// Invariant: keys rise in order, no two are equal; BinaryLinks'; the Balance's
// Time:      Insert, Erase, searches, Begin, Rank, Nth O(height); copy, Clear O(n)
// Space:     a node is 32 bytes, the key and what is mapped. Nothing recurses: a chain of 10⁶
//            nodes is copied, checked and freed in O(1) extra space
// Overflow:  at most 2³² − 2 keys
// Pitfall:   End() lies within the tree: swap and move do not take it along.
// Tested:    by the suites of OrderedSet and OrderedMap; here: one comparison a level, chains,
//            what a throwing key leaves
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "algorithms/precondition.h"
#include "algorithms/trees/ordered/binary_links.h"

namespace graft::trees {

template <class Key, class Mapped, class Compare, class Balance>
class BinaryTree {
  struct Node : BinaryLinks {
    template <class K, class... Args>
    explicit Node(K&& key, Args&&... args)
        : key(std::forward<K>(key)), mapped(std::forward<Args>(args)...) {}

    const Key key;
    [[no_unique_address]] Mapped mapped;
  };

 public:
  static constexpr size_t kMaxSize = std::numeric_limits<uint32_t>::max() - 1;

  // A place in the order: a key, or the end. Good until its key is erased.
  class Cursor {
   public:
    Cursor() = default;
    const Key& key() const { return static_cast<Node*>(links_)->key; }
    Mapped& mapped() const { return static_cast<Node*>(links_)->mapped; }
    void Next() { links_ = trees::Next(links_); }
    void Prev() { links_ = trees::Prev(links_); }
    bool operator==(const Cursor&) const = default;

   private:
    friend BinaryTree;
    explicit Cursor(BinaryLinks* links) : links_(links) {}
    BinaryLinks* links_ = nullptr;
  };

  explicit BinaryTree(const Compare& compare = Compare()) : compare_(compare) {}
  // If the copy of a key throws, the delegated-to constructor has the nodes so far freed.
  BinaryTree(const BinaryTree& other) : BinaryTree(other.compare_) { Clone(other); }
  BinaryTree(BinaryTree&& other) noexcept(std::is_nothrow_copy_constructible_v<Compare>)
      : BinaryTree(other.compare_) {
    SwapNodes(other);
  }
  BinaryTree& operator=(BinaryTree other) {
    Swap(other);
    return *this;
  }
  ~BinaryTree() { Clear(); }

  void Swap(BinaryTree& other) {
    SwapNodes(other);
    std::swap(compare_, other.compare_);
  }

  void SwapNodes(BinaryTree& other) noexcept {
    std::swap(header_.left, other.header_.left);
    if (header_.left) header_.left->parent = &header_;
    if (other.header_.left) other.header_.left->parent = &other.header_;
    std::swap(balance_, other.balance_);
  }

  size_t size() const { return SizeOf(header_.left); }
  const Compare& compare() const { return compare_; }

  Cursor Begin() const { return Cursor(Leftmost(&header_)); }
  Cursor End() const { return Cursor(&header_); }

  // The first key that is not less than `key`.
  Cursor LowerBound(const Key& key) const { return Cursor(Search(key).not_less); }

  Cursor Find(const Key& key) const {
    const Cursor found = LowerBound(key);
    return found == End() || compare_(key, found.key()) ? End() : found;
  }

  // Needs rank < size().
  Cursor Nth(size_t rank) const {
    PRECONDITION(rank < size());
    return Cursor(trees::Nth(header_.left, rank));
  }

  // How many keys are less than `key`.
  size_t Rank(const Key& key) const {
    size_t rank = 0;
    for (const BinaryLinks* node = header_.left; node;) {
      const bool less = compare_(KeyOf(node), key);
      if (less) rank += SizeOf(node->left) + 1;
      node = less ? node->right : node->left;
    }
    return rank;
  }

  // Inserts Key(key) → Mapped(args...), unless the key is there. Strong guarantee.
  template <class K, class... Args>
  std::pair<Cursor, bool> Insert(K&& key, Args&&... args) {
    const Place place = Search(key);
    if (place.not_less != &header_ && !compare_(key, KeyOf(place.not_less))) {
      return {Cursor(place.not_less), false};
    }
    Node* const node = new Node(std::forward<K>(key), std::forward<Args>(args)...);
    LinkLeaf(node, place.parent, place.left);
    balance_.AfterInsert(node);
    return {Cursor(node), true};
  }

  // Returns the place after the erased one. Throws nothing.
  Cursor Erase(Cursor at) {
    PRECONDITION(at != End());
    const Cursor next(trees::Next(at.links_));
    balance_.BeforeErase(at.links_);
    balance_.AfterErase(Unlink(at.links_));
    delete static_cast<Node*>(at.links_);
    return next;
  }

  bool EraseKey(const Key& key) {
    const Cursor found = Find(key);
    if (found == End()) return false;
    Erase(found);
    return true;
  }

  void Clear() {
    for (BinaryLinks* node = header_.left; node && node != &header_;) {
      if (BinaryLinks*& child = node->left ? node->left : node->right) {
        node = std::exchange(child, nullptr);
      } else {
        delete static_cast<Node*>(std::exchange(node, node->parent));
      }
    }
    header_.left = nullptr;
  }

  // The first broken invariant in words; empty if all hold.
  std::string CheckInvariants() const {
    if (std::string broken = CheckLinks(&header_); !broken.empty()) return broken;
    for (Cursor at = Begin(), next = at; at != End(); at = next) {
      next.Next();
      if (next != End() && !compare_(at.key(), next.key())) return "keys do not rise";
    }
    return balance_.Check(&header_);
  }

 private:
  // Where a key is, or would hang: one comparison a level.
  struct Place {
    BinaryLinks* not_less;  // the first node that is not less, or the header
    BinaryLinks* parent;
    bool left;
  };

  static const Key& KeyOf(const BinaryLinks* node) {
    return static_cast<const Node*>(node)->key;
  }

  Place Search(const Key& key) const {
    Place place{&header_, &header_, true};
    for (BinaryLinks* node = header_.left; node;) {
      place.parent = node;
      place.left = !compare_(KeyOf(node), key);
      if (place.left) place.not_less = node;
      node = place.left ? node->left : node->right;
    }
    return place;
  }

  // Walks both trees at once, in preorder, from an empty tree.
  void Clone(const BinaryTree& other) {
    balance_ = other.balance_;
    const BinaryLinks* from = &other.header_;
    for (BinaryLinks* to = &header_;;) {
      const bool left = from->left && !to->left;
      if (left || (from->right && !to->right)) {
        from = left ? from->left : from->right;
        (left ? to->left : to->right) = CloneNode(from, to);
        to = left ? to->left : to->right;
      } else if (from == &other.header_) {
        return;
      } else {
        from = from->parent;
        to = to->parent;
      }
    }
  }

  static BinaryLinks* CloneNode(const BinaryLinks* from, BinaryLinks* parent) {
    const Node& source = *static_cast<const Node*>(from);
    Node* const node = new Node(source.key, source.mapped);
    node->parent = parent;
    node->size = source.size;
    node->balance = source.balance;
    return node;
  }

  mutable BinaryLinks header_;  // cursors of a const tree point to it, too
  [[no_unique_address]] Balance balance_;
  [[no_unique_address]] Compare compare_;
};

}  // namespace graft::trees

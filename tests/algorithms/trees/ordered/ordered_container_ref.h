// SearchTrees: the trees that the typed suites run over, the B+ tree also with tiny nodes.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "algorithms/trees/ordered/avl.h"
#include "algorithms/trees/ordered/b_plus_tree.h"
#include "algorithms/trees/ordered/bst.h"
#include "algorithms/trees/ordered/red_black.h"
#include "algorithms/trees/ordered/treap.h"

namespace graft::trees {

struct UsePlain {
  template <class Key, class Mapped, class Compare>
  using Tree = BinarySearchTree<Key, Mapped, Compare>;
  static constexpr const char* kName = "Plain";
  static constexpr bool kStableIterators = true, kBalanced = false;
};

struct UseAvl {
  template <class Key, class Mapped, class Compare>
  using Tree = AvlTree<Key, Mapped, Compare>;
  static constexpr const char* kName = "Avl";
  static constexpr bool kStableIterators = true, kBalanced = true;
};

struct UseRedBlack {
  template <class Key, class Mapped, class Compare>
  using Tree = RedBlackTree<Key, Mapped, Compare>;
  static constexpr const char* kName = "RedBlack";
  static constexpr bool kStableIterators = true, kBalanced = true;
};

struct UseTreap {
  template <class Key, class Mapped, class Compare>
  using Tree = Treap<Key, Mapped, Compare>;
  static constexpr const char* kName = "Treap";
  static constexpr bool kStableIterators = true, kBalanced = true;
};

struct UseBPlus {
  template <class Key, class Mapped, class Compare>
  using Tree = BPlusTree<Key, Mapped, Compare>;
  static constexpr const char* kName = "BPlus";
  static constexpr bool kStableIterators = false, kBalanced = true;
};

struct UseBPlusOfFour {
  template <class Key, class Mapped, class Compare>
  using Tree = BasicBPlusTree<Key, Mapped, Compare, 4>;
  static constexpr const char* kName = "BPlusOfFour";
  static constexpr bool kStableIterators = false, kBalanced = true;
};

using SearchTrees =
    testing::Types<UsePlain, UseAvl, UseRedBlack, UseTreap, UseBPlus, UseBPlusOfFour>;

struct TreeName {
  template <class Use>
  static std::string GetName(int) {
    return Use::kName;
  }
};

}  // namespace graft::trees

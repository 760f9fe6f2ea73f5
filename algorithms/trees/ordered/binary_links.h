// BinaryLinks: the shape of a binary tree without its keys: links, subtree sizes, rotation.
//
// Source:    Knuth, TAOCP vol. 3, 6.2.3 (order statistics by subtree sizes); Cormen et al.,
//            "Introduction to Algorithms", 12.2, 12.3 and 14.1
// Idea:      all search trees here move nodes about in the same few ways. A header node whose
//            left child is the root stands for end(): it gives the root a parent, so that no
//            operation has a special case for the root, and Prev(end) is the last node.
// Contract:  arguments are not null, unless said otherwise. RotateUp: the node is not the
//            root. Unlink: the node is not the header.
// Invariant: a child's parent is its parent; size = 1 + the sizes of both children (of the
//            header: any); the header has no parent and no right child
// Time:      Next, Prev: O(height), O(1) amortised over a walk; RotateUp O(1); others O(height)
// Space:     32 bytes a node: as much as std::set's, and it counts besides
// Overflow:  sizes have 32 bits: at most 2³² − 2 nodes (LinkLeaf's PRECONDITION)
// Pitfall:   Unlink of a node with two children moves its successor into its place by links:
//            no key moves, so pointers to other nodes stay good.
// Tested:    every shape up to 7 nodes: walks, ranks, rotations, removals of each node
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

#include "algorithms/precondition.h"

namespace graft::trees {

struct BinaryLinks {
  BinaryLinks* left = nullptr;
  BinaryLinks* right = nullptr;
  BinaryLinks* parent = nullptr;
  uint32_t size = 1;     // nodes of this subtree
  uint32_t balance = 0;  // the balancing rule's own: a height, a colour, a priority
};

inline uint32_t SizeOf(const BinaryLinks* node) { return node ? node->size : 0; }
inline bool IsHeader(const BinaryLinks* node) { return node->parent == nullptr; }
inline bool IsLeftChild(const BinaryLinks* node) { return node == node->parent->left; }

inline BinaryLinks* Leftmost(BinaryLinks* node) {
  while (node->left) node = node->left;
  return node;
}

// The next and the previous node in order. Next(last) is the header; Prev(header) the last.
BinaryLinks* Next(BinaryLinks* node);
BinaryLinks* Prev(BinaryLinks* node);

// The node with `rank` nodes before it. Needs rank < SizeOf(root).
BinaryLinks* Nth(BinaryLinks* root, size_t rank);

// The node takes its parent's place, and the parent becomes its child; order is kept.
void RotateUp(BinaryLinks* node);

// Hangs a new node under `parent`, where nothing hangs yet.
inline void LinkLeaf(BinaryLinks* node, BinaryLinks* parent, bool left) {
  node->parent = parent;
  (left ? parent->left : parent->right) = node;
  for (BinaryLinks* up = parent; !IsHeader(up); up = up->parent) {
    PRECONDITION(up->size < std::numeric_limits<uint32_t>::max() - 1);
    ++up->size;
  }
}

// What a removal leaves: `child` (or null) now hangs where a node of this balance hung.
struct Gap {
  BinaryLinks* child;
  BinaryLinks* parent;
  bool left;  // the side of the parent
  uint32_t balance;
};

// Takes the node out; with two children, its successor first takes its place and balance.
Gap Unlink(BinaryLinks* node);

// The first broken invariant of the tree under the header in words; empty if all hold.
std::string CheckLinks(const BinaryLinks* header);

// What `check(node)` says of the first node, in order, of which it says anything.
template <class Check>
std::string CheckNodes(const BinaryLinks* header, Check check) {
  auto* const end = const_cast<BinaryLinks*>(header);
  for (BinaryLinks* node = Leftmost(end); node != end; node = Next(node)) {
    if (std::string broken = check(node); !broken.empty()) return broken;
  }
  return "";
}

}  // namespace graft::trees

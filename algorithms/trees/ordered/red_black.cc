#include "algorithms/trees/ordered/red_black.h"

#include <cstddef>

namespace graft::trees {
namespace {

constexpr uint32_t kBlack = 0, kRed = 1;

// The header is black, as a missing child is.
bool IsRed(const BinaryLinks* node) { return node && node->balance == kRed; }

BinaryLinks* Child(const BinaryLinks* node, bool left) {
  return left ? node->left : node->right;
}

// Red above red, the uncle black: one or two rotations end it.
void SeparateReds(BinaryLinks* node) {
  BinaryLinks* parent = node->parent;
  BinaryLinks* const grandparent = parent->parent;
  if (IsLeftChild(node) != IsLeftChild(parent)) {  // an inner grandchild
    RotateUp(node);
    parent = node;
  }
  RotateUp(parent);
  parent->balance = kBlack;
  grandparent->balance = kRed;
}

// The sibling is black and has a red child: one or two rotations give the short side, that of
// the parent's left or right child, the black node which it lacks.
void BorrowFromSibling(BinaryLinks* parent, bool left) {
  BinaryLinks* sibling = Child(parent, !left);
  if (!IsRed(Child(sibling, !left))) {
    BinaryLinks* const near = Child(sibling, left);
    RotateUp(near);
    sibling = near;
  }
  RotateUp(sibling);
  sibling->balance = parent->balance;
  parent->balance = kBlack;
  Child(sibling, !left)->balance = kBlack;
}

size_t BlacksAbove(const BinaryLinks* node) {
  size_t blacks = 0;
  for (; !IsHeader(node); node = node->parent) blacks += !IsRed(node);
  return blacks;
}

}  // namespace

void RedBlackBalance::AfterInsert(BinaryLinks* node) {
  node->balance = kRed;
  while (IsRed(node->parent)) {
    BinaryLinks* const grandparent = node->parent->parent;  // the root is black
    BinaryLinks* const uncle = Child(grandparent, !IsLeftChild(node->parent));
    if (!IsRed(uncle)) return SeparateReds(node);
    node->parent->balance = uncle->balance = kBlack;
    grandparent->balance = kRed;
    node = grandparent;
  }
  if (IsHeader(node->parent)) node->balance = kBlack;
}

void RedBlackBalance::AfterErase(const Gap& gap) {
  if (gap.balance == kRed) return;
  BinaryLinks* node = gap.child;  // its side is one black short
  BinaryLinks* parent = gap.parent;
  bool left = gap.left;
  while (!IsRed(node) && !IsHeader(parent)) {
    BinaryLinks* sibling =
        Child(parent, !left);  // not null: that side has a black more
    if (IsRed(sibling)) {
      RotateUp(sibling);
      sibling->balance = kBlack;
      parent->balance = kRed;
      sibling = Child(parent, !left);
    }
    if (IsRed(sibling->left) || IsRed(sibling->right)) {
      return BorrowFromSibling(parent, left);
    }
    sibling->balance = kRed;  // now both sides are short
    node = parent;
    parent = node->parent;
    left = IsLeftChild(node);
  }
  if (node) node->balance = kBlack;
}

std::string RedBlackBalance::Check(const BinaryLinks* header) const {
  if (IsRed(header->left)) return "the root is red";
  const size_t blacks = BlacksAbove(Leftmost(const_cast<BinaryLinks*>(header)));
  return CheckNodes(header, [&](const BinaryLinks* node) {
    if (IsRed(node) && IsRed(node->parent)) return "red above red";
    const bool ends = !node->left || !node->right;
    return ends && BlacksAbove(node) != blacks ? "ways differ in black nodes" : "";
  });
}

}  // namespace graft::trees

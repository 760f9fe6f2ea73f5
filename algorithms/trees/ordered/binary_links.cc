#include "algorithms/trees/ordered/binary_links.h"

namespace graft::trees {
namespace {

void Hang(BinaryLinks* parent, bool left, BinaryLinks* child) {
  (left ? parent->left : parent->right) = child;
  if (child) child->parent = parent;
}

void UpdateSize(BinaryLinks* node) {
  node->size = 1 + SizeOf(node->left) + SizeOf(node->right);
}

// Takes out a node with at most one child: the child takes its place.
Gap Splice(BinaryLinks* node) {
  const Gap gap{node->left ? node->left : node->right, node->parent, IsLeftChild(node),
                node->balance};
  Hang(gap.parent, gap.left, gap.child);
  for (BinaryLinks* up = gap.parent; !IsHeader(up); up = up->parent) --up->size;
  return gap;
}

std::string CheckNode(const BinaryLinks* node) {
  for (const BinaryLinks* child : {node->left, node->right}) {
    if (child && child->parent != node) return "a child has another parent";
  }
  if (IsHeader(node)) return node->right ? "the header has a right child" : "";
  const bool counted = node->size == 1 + SizeOf(node->left) + SizeOf(node->right);
  return counted ? "" : "a size is not 1 + the sizes of the children";
}

}  // namespace

BinaryLinks* Next(BinaryLinks* node) {
  if (node->right) return Leftmost(node->right);
  while (!IsLeftChild(node)) node = node->parent;
  return node->parent;
}

BinaryLinks* Prev(BinaryLinks* node) {
  if (node->left) {
    node = node->left;
    while (node->right) node = node->right;
    return node;
  }
  while (IsLeftChild(node)) node = node->parent;
  return node->parent;
}

BinaryLinks* Nth(BinaryLinks* root, size_t rank) {
  BinaryLinks* node = root;
  while (rank != SizeOf(node->left)) {
    if (rank < SizeOf(node->left)) {
      node = node->left;
    } else {
      rank -= SizeOf(node->left) + 1;
      node = node->right;
    }
  }
  return node;
}

void RotateUp(BinaryLinks* node) {
  BinaryLinks* const parent = node->parent;
  const bool left = IsLeftChild(node);
  Hang(parent->parent, IsLeftChild(parent), node);
  Hang(parent, left, left ? node->right : node->left);
  Hang(node, !left, parent);
  node->size = parent->size;
  UpdateSize(parent);
}

Gap Unlink(BinaryLinks* node) {
  if (!node->left || !node->right) return Splice(node);
  BinaryLinks* const next = Leftmost(node->right);
  Gap gap = Splice(next);
  if (gap.parent == node) gap.parent = next;
  Hang(node->parent, IsLeftChild(node), next);
  Hang(next, true, node->left);
  Hang(next, false, node->right);
  next->size = node->size;
  next->balance = node->balance;
  return gap;
}

std::string CheckLinks(const BinaryLinks* header) {
  std::string broken = CheckNode(header);
  const BinaryLinks* from =
      nullptr;  // where the walk came from: no stack, no recursion
  for (const BinaryLinks* node = header->left ? header->left : header;
       broken.empty() && node != header;) {
    const BinaryLinks* to = node->parent;
    if (from == node->parent || from == nullptr) {
      broken = CheckNode(node);
      to = node->left ? node->left : node->right ? node->right : node->parent;
    } else if (from == node->left && node->right) {
      to = node->right;
    }
    from = node;
    node = to;
  }
  return broken;
}

}  // namespace graft::trees

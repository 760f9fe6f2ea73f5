#include "algorithms/trees/ordered/avl.h"

#include <algorithm>
#include <cstdlib>

namespace graft::trees {
namespace {

int Height(const BinaryLinks* node) {
  return node ? static_cast<int>(node->balance) : 0;
}

int HeightFromChildren(const BinaryLinks* node) {
  return 1 + std::max(Height(node->left), Height(node->right));
}

void UpdateHeight(BinaryLinks* node) {
  node->balance = static_cast<uint32_t>(HeightFromChildren(node));
}

// Of a node whose higher child is two higher: the root of the subtree after rotating.
BinaryLinks* Rebalance(BinaryLinks* node) {
  const bool left = Height(node->left) > Height(node->right);
  BinaryLinks* child = left ? node->left : node->right;
  BinaryLinks* const inner = left ? child->right : child->left;
  if (Height(inner) > Height(left ? child->left : child->right)) {
    RotateUp(inner);
    UpdateHeight(child);
    child = inner;
  }
  RotateUp(child);
  UpdateHeight(node);
  UpdateHeight(child);
  return child;
}

// From the lowest node whose children changed, up to where a height is what it was.
void Retrace(BinaryLinks* node) {
  for (; !IsHeader(node); node = node->parent) {
    const int before = Height(node);
    if (std::abs(Height(node->left) - Height(node->right)) > 1) {
      node = Rebalance(node);
    } else {
      UpdateHeight(node);
    }
    if (Height(node) == before) return;
  }
}

}  // namespace

void AvlBalance::AfterInsert(BinaryLinks* node) {
  UpdateHeight(node);
  Retrace(node->parent);
}

void AvlBalance::AfterErase(const Gap& gap) { Retrace(gap.parent); }

std::string AvlBalance::Check(const BinaryLinks* header) const {
  return CheckNodes(header, [](const BinaryLinks* node) {
    if (Height(node) != HeightFromChildren(node)) return "a height is wrong";
    const int difference = Height(node->left) - Height(node->right);
    return std::abs(difference) > 1 ? "siblings' heights differ by more than 1" : "";
  });
}

}  // namespace graft::trees

#include "algorithms/trees/ordered/treap.h"

namespace graft::trees {
namespace {

// A bijection of 32 bits (Chris Wellons' "lowbias32"): distinct counts, distinct priorities.
uint32_t Priority(uint32_t count) {
  count ^= count >> 16;
  count *= 0x7feb352d;
  count ^= count >> 15;
  count *= 0x846ca68b;
  count ^= count >> 16;
  return count;
}

}  // namespace

void TreapBalance::AfterInsert(BinaryLinks* node) {
  node->balance = Priority(++inserted_);
  while (!IsHeader(node->parent) && node->parent->balance < node->balance) {
    RotateUp(node);
  }
}

void TreapBalance::BeforeErase(BinaryLinks* node) {
  while (node->left && node->right) {
    RotateUp(node->left->balance > node->right->balance ? node->left : node->right);
  }
}

std::string TreapBalance::Check(const BinaryLinks* header) const {
  return CheckNodes(header, [&](const BinaryLinks* node) {
    const bool low = IsHeader(node->parent) || node->balance <= node->parent->balance;
    return low ? "" : "a priority is above the parent's";
  });
}

}  // namespace graft::trees

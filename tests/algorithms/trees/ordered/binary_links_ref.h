// BinaryLinksRef: what the tests of the balances share.
#pragma once

#include <algorithm>
#include <deque>

#include "algorithms/trees/ordered/binary_links.h"

namespace graft::trees {

struct NoMapped {};

// Levels below the header.
inline int Height(const BinaryLinks* node) {
  return node ? 1 + std::max(Height(node->left), Height(node->right)) : 0;
}

// A header with a root and its left child.
struct Two {
  Two() {
    LinkLeaf(&root, &header, true);
    LinkLeaf(&child, &root, true);
  }
  BinaryLinks header, root, child;
};

// Nodes that came in order, each behind the last, and were balanced one by one.
template <class Balance>
class Sorted {
 public:
  // Calls visit(n, header) when there are n nodes.
  template <class Visit>
  Sorted(size_t size, Visit visit) : nodes(size) {
    BinaryLinks* last = &header;
    for (BinaryLinks& node : nodes) {
      LinkLeaf(&node, last, last == &header);
      balance.AfterInsert(&node);
      last = &node;
      visit(++count_, header);
    }
  }
  explicit Sorted(size_t size) : Sorted(size, [](size_t, const BinaryLinks&) {}) {}

  std::deque<BinaryLinks> nodes;
  BinaryLinks header;
  Balance balance;

 private:
  size_t count_ = 0;
};

}  // namespace graft::trees

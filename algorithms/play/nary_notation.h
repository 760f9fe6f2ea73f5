// NaryNotation: N-ary trees as arguments, in LeetCode's listing: [1,null,3,2,4,null,5,6].
#pragma once

#include <string>

#include "algorithms/play/notation.h"
#include "algorithms/trees/properties/nary_tree.h"

namespace graft::play {

template <>
struct Notation<const trees::NaryNode*> {
  using Kept = trees::NaryTree;
  static std::string Name() { return "N-ary tree"; }
  static Parsed<trees::NaryTree> Read(const Literal& literal) {
    return trees::NaryTreeOf(literal);
  }
  static const trees::NaryNode* Pass(const trees::NaryTree& tree) { return tree.root; }
};

}  // namespace graft::play

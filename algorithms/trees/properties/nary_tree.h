// NaryTree: a tree whose nodes have any number of children, and LeetCode's listing of it.
//
// Source:    ours; the listing is that of LeetCode's problems on N-ary trees, 559 and 429
// Idea:      the listing [1,null,3,2,4,null,5,6] gives the root, and then the children of one
//            node after another in level order; null ends the children of a node.
// Contract:  a NaryNode belongs to the NaryTree that made it and lives as long. ParseNaryTree
//            takes one list of integers of 32 bits and nulls that is such a listing; trailing
//            nulls may be there or not. FormatNaryTree leaves them out, so that equal trees
//            have equal texts.
// Invariant: the queue of the reader begins with the node whose children are being read
// Time:      O(n)
// Space:     a node 32 bytes and 8 for each child; O(w) for reading, w the widest level
// Overflow:  a value beyond 32 bits is an error with its position
// Pitfall:   a node without children is listed too, by its null; only trailing ones are left out.
// Tested:    LeetCode's listings, every error, all trees to 9 nodes, moves, a chain of 10⁶
//            nodes, fuzzed
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "algorithms/text/literal.h"

namespace graft::trees {

struct NaryNode {
  int value = 0;
  std::vector<NaryNode*> children = {};
};

class NaryTree {
 public:
  NaryTree() = default;
  NaryTree(NaryTree&& other) noexcept { *this = std::move(other); }
  NaryTree& operator=(NaryTree&& other) noexcept {
    root = std::exchange(other.root, nullptr);
    nodes_ = std::exchange(other.nodes_, {});
    return *this;
  }

  NaryNode* New(int value) {
    nodes_.push_back(std::make_unique<NaryNode>(NaryNode{value}));
    return nodes_.back().get();
  }

  NaryNode* root = nullptr;

 private:
  std::vector<std::unique_ptr<NaryNode>> nodes_;
};

text::Parsed<NaryTree> ParseNaryTree(std::string_view text);
text::Parsed<NaryTree> NaryTreeOf(const text::Literal& literal);

std::string FormatNaryTree(const NaryNode* root);

}  // namespace graft::trees

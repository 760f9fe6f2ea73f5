// SubtreeOfAnotherTree: whether a tree is a node of another one with all that is below it.
//
// Source:    LeetCode 572 "Subtree of Another Tree", 另一棵树的子树
// Idea:      in preorder with a mark for each missing child, a subtree is a contiguous part of
//            its tree, so the question is a search in a text. Knuth, Morris and Pratt (1977)
//            make it linear. The listing of a tree says where it ends, so that a part which
//            is a tree is the whole subtree of the node that it begins with.
// Contract:  any two trees; an empty one is a subtree of any.
// Invariant: matched is the length of the longest prefix of the pattern that the text read
//            so far ends with; border[i] likewise for the pattern's tokens 1 … i
// Time:      O(n + m), exact: no hashes that could collide
// Space:     O(n + m)
// Overflow:  tokens have 64 bits: the mark of a missing child is no value of a node
// Pitfall:   written as digits without separators, 12 holds 2. Comparing at every node is
//            O(n · m) on chains of equal values.
// Tested:    examples; comparison at every node, for all pairs of trees to 5 and 3 nodes of two
//            values; chains of 2¹⁷ nodes
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

inline std::vector<int64_t> MarkedPreorder(const Node* root) {
  constexpr int64_t kMissing = std::numeric_limits<int64_t>::min();
  std::vector<int64_t> tokens;
  std::vector<const Node*> stack = {root};
  while (!stack.empty()) {
    const Node* node = stack.back();
    stack.pop_back();
    tokens.push_back(node == nullptr ? kMissing : node->value);
    if (node != nullptr) stack.insert(stack.end(), {node->right, node->left});
  }
  return tokens;
}

// Whether `pattern`, which is not empty, is a contiguous part of `text`.
inline bool IsPartOf(const std::vector<int64_t>& pattern,
                     const std::vector<int64_t>& text) {
  std::vector<size_t> border(pattern.size(), 0);
  const auto advance = [&](size_t matched, int64_t token) {
    while (matched > 0 && pattern[matched] != token) matched = border[matched - 1];
    return pattern[matched] == token ? matched + 1 : 0;
  };
  for (size_t i = 1; i < pattern.size(); ++i)
    border[i] = advance(border[i - 1], pattern[i]);
  size_t matched = 0;
  for (const int64_t token : text)
    if ((matched = advance(matched, token)) == pattern.size()) return true;
  return false;
}

}  // namespace internal

inline bool SubtreeOfAnotherTree(const Node* root, const Node* subtree) {
  return internal::IsPartOf(internal::MarkedPreorder(subtree),
                            internal::MarkedPreorder(root));
}

}  // namespace graft::trees

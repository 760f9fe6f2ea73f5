// SerializeSearchTree: a search tree as its values in preorder, and back.
//
// Source:    LeetCode 449 "Serialize and Deserialize BST", 序列化和反序列化二叉搜索树
// Idea:      the order of the values says where the left subtree ends, so that missing children
//            need no marks: half of the tokens that any tree needs. 2,1,3 is [2,1,3].
// Contract:  a search tree of different values; the empty one is the empty text. Any text that is
//            not the preorder of a search tree gives a position and a reason.
// Invariant: as SearchTreePreorder
// Time:      O(n)
// Space:     O(h), h the depth, beside tree and text
// Overflow:  a value beyond 32 bits is an error
// Pitfall:   equal values would lose their side: they are refused.
// Tested:    examples; round trips of all search trees to 8 nodes and of chains of 10⁶ nodes;
//            texts that are no preorder; fuzzed; death test of a tree that is no search tree
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "algorithms/precondition.h"
#include "algorithms/text/parsed.h"
#include "algorithms/trees/bst/search_tree_from_preorder.h"
#include "algorithms/trees/bst/validate_search_tree.h"
#include "algorithms/trees/build/comma_list.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

inline std::string SerializeSearchTree(const Node* root) {
  PRECONDITION(ValidateSearchTree(root));
  std::string text;
  std::vector<const Node*> open = {root};
  while (!open.empty()) {
    const Node* node = open.back();
    open.pop_back();
    if (node == nullptr) continue;
    if (!text.empty()) text += ',';
    text += std::to_string(node->value);
    open.insert(open.end(), {node->right, node->left});
  }
  return text;
}

inline text::Parsed<Tree> DeserializeSearchTree(std::string_view text) {
  SearchTreePreorder preorder;
  if (text.empty()) return Tree();
  for (CommaList tokens(text); !tokens.AtEnd();) {
    const Token token = tokens.Next();
    const auto value = IntegerOf(token);
    if (!value.ok()) return value.error();
    if (!preorder.Append(*value))
      return text::ParseError{token.position, "no search tree goes on with this value"};
  }
  return std::move(preorder.tree);
}

}  // namespace graft::trees

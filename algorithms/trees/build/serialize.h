// Serialize: a tree as a line of text, and back.
//
// Source:    LeetCode 297 "Serialize and Deserialize Binary Tree", 二叉树的序列化与反序列化
// Idea:      preorder with a mark for each missing child tells the whole tree: a reader that
//            keeps the links which are still open knows where each token belongs, and when the
//            tree is complete. 1,2,#,#,3,#,# is [1,2,3].
// Contract:  Deserialize takes one value of 32 bits a node and one # a missing child, with commas
//            between, and nothing else; any other text gives a position and a reason.
// Invariant: the stack holds the open subtrees (writing) or links (reading), the next on top
// Time:      O(n)
// Space:     O(h), h the depth, beside tree and text
// Overflow:  a value beyond 32 bits is an error
// Pitfall:   without the marks preorder is not enough, not even together with postorder.
// Tested:    examples; round trips of all trees to 8 nodes, of extreme values and of chains of
//            10⁶ nodes; every prefix is an error at its end; fuzzed
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "algorithms/text/parsed.h"
#include "algorithms/trees/build/comma_list.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

inline std::string Serialize(const Node* root) {
  std::string text;
  std::vector<const Node*> open = {root};
  while (!open.empty()) {
    const Node* node = open.back();
    open.pop_back();
    if (!text.empty()) text += ',';
    text += node == nullptr ? "#" : std::to_string(node->value);
    if (node != nullptr) open.insert(open.end(), {node->right, node->left});
  }
  return text;
}

inline text::Parsed<Tree> Deserialize(std::string_view text) {
  Tree tree;
  std::vector<Node**> open = {&tree.root};
  CommaList tokens(text);
  while (!open.empty()) {
    if (tokens.AtEnd()) return text::ParseError{text.size(), "the tree is incomplete"};
    const Token token = tokens.Next();
    Node*& link = *open.back();
    open.pop_back();
    if (token.text == "#") continue;
    const auto value = IntegerOf(token);
    if (!value.ok()) return value.error();
    link = tree.New(*value);
    open.insert(open.end(), {&link->right, &link->left});
  }
  if (!tokens.AtEnd())
    return text::ParseError{tokens.Next().position, "the tree is complete before"};
  return tree;
}

}  // namespace graft::trees

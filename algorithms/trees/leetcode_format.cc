#include "algorithms/trees/leetcode_format.h"

#include <deque>
#include <utility>

namespace graft::trees {
namespace {

using text::Literal;
using text::ParseError;
using Kind = Literal::Kind;

}  // namespace

text::Parsed<Tree> ParseTree(std::string_view text) {
  const auto literal = text::ParseLiteral(text);
  if (!literal.ok()) return literal.error();
  return TreeOf(*literal);
}

text::Parsed<int> NodeValueOf(const Literal& element) {
  if (element.kind != Kind::kInteger)
    return ParseError{element.position, "expected an integer or null"};
  if (!std::in_range<int>(element.integer))
    return ParseError{element.position, "the value " + std::to_string(element.integer) +
                                            " does not fit 32 bits"};
  return static_cast<int>(element.integer);
}

text::Parsed<Tree> TreeOf(const Literal& literal) {
  if (literal.kind != Kind::kList)
    return ParseError{literal.position, "expected a tree, as [1,null,2]"};
  Tree tree;
  std::deque<Node**> open = {&tree.root};  // links to be filled
  for (const Literal& element : literal.list) {
    const bool null = element.kind == Kind::kNull;
    const auto value = null ? text::Parsed<int>(0) : NodeValueOf(element);
    if (!value.ok()) return value.error();
    if (open.empty())
      return ParseError{element.position,
                        "no node is left that this could be a child of"};
    Node*& link = *open.front();
    open.pop_front();
    if (null) continue;
    link = tree.New(*value);
    open.push_back(&link->left);
    open.push_back(&link->right);
  }
  return tree;
}

std::string FormatTree(const Node* root) {
  std::string out = "[", nulls;  // nulls that are printed once a node follows
  std::deque<const Node*> open = {root};
  for (; !open.empty(); open.pop_front()) {
    const Node* node = open.front();
    if (node == nullptr) {
      nulls += "null,";
      continue;
    }
    out += nulls + std::to_string(node->value) + ",";
    nulls.clear();
    open.push_back(node->left);
    open.push_back(node->right);
  }
  if (out.size() > 1) out.pop_back();
  return out + "]";
}

}  // namespace graft::trees

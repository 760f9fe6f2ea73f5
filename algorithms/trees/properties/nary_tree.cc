#include "algorithms/trees/properties/nary_tree.h"

#include <deque>

#include "algorithms/trees/leetcode_format.h"

namespace graft::trees {
namespace {

using text::Literal;
using text::ParseError;
using Kind = Literal::Kind;

}  // namespace

text::Parsed<NaryTree> ParseNaryTree(std::string_view text) {
  const auto literal = text::ParseLiteral(text);
  if (!literal.ok()) return literal.error();
  return NaryTreeOf(*literal);
}

text::Parsed<NaryTree> NaryTreeOf(const Literal& literal) {
  if (literal.kind != Kind::kList)
    return ParseError{literal.position, "expected a tree, as [1,null,2,3]"};
  NaryTree tree;
  std::deque<NaryNode*> parents = {nullptr};  // of the root
  for (const Literal& element : literal.list) {
    if (parents.empty())
      return ParseError{element.position, "every node has its children already"};
    if (element.kind == Kind::kNull) {
      parents.pop_front();
      continue;
    }
    const auto value = NodeValueOf(element);
    if (!value.ok()) return value.error();
    NaryNode* parent = parents.front();
    if (parent == nullptr && tree.root != nullptr)
      return ParseError{element.position, "expected null: a tree has one root"};
    parents.push_back(tree.New(*value));
    if (parent == nullptr)
      tree.root = parents.back();
    else
      parent->children.push_back(parents.back());
  }
  return tree;
}

std::string FormatNaryTree(const NaryNode* root) {
  if (root == nullptr) return "[]";
  std::string out = "[" + std::to_string(root->value);
  std::string nulls;  // printed once a node follows
  std::deque<const NaryNode*> parents = {root};
  for (; !parents.empty(); parents.pop_front()) {
    nulls += ",null";
    for (const NaryNode* child : parents.front()->children) {
      out += nulls + "," + std::to_string(child->value);
      nulls.clear();
      parents.push_back(child);
    }
  }
  return out + "]";
}

}  // namespace graft::trees

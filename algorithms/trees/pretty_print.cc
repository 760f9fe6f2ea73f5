#include "algorithms/trees/pretty_print.h"

#include <utility>
#include <vector>

namespace graft::trees {

std::string SidewaysPicture(const Node* root) {
  if (root == nullptr) return "(empty)\n";
  struct Line {
    const Node* node;
    std::string mark, indent;  // before the value; before the marks of its children
  };
  std::string out;
  std::vector<Line> stack = {{root, "", ""}};
  while (!stack.empty()) {
    const Line line = std::move(stack.back());
    stack.pop_back();
    out += line.mark + std::to_string(line.node->value) + "\n";
    const Node *left = line.node->left, *right = line.node->right;
    const bool both = left != nullptr && right != nullptr;
    if (right != nullptr)
      stack.push_back(
          {right, line.indent + (both ? "└─ " : "└R "), line.indent + "   "});
    if (left != nullptr)
      stack.push_back({left, line.indent + (both ? "├─ " : "└L "),
                       line.indent + (both ? "│  " : "   ")});
  }
  return out;
}

std::string StandingPicture(const Node* root) {
  std::vector<std::string> rows;
  size_t column = 0;  // where the next value in order begins
  struct Visit {
    const Node* node;
    size_t depth;
    bool place;  // its left subtree is done
  };
  std::vector<Visit> stack;
  if (root != nullptr) stack.push_back({root, 0, false});
  while (!stack.empty()) {
    const Visit visit = stack.back();
    stack.pop_back();
    const auto push = [&](const Node* node, size_t depth, bool place) {
      if (node != nullptr) stack.push_back({node, depth, place});
    };
    if (!visit.place) {
      push(visit.node->right, visit.depth + 1, false);
      push(visit.node, visit.depth, true);
      push(visit.node->left, visit.depth + 1, false);
      continue;
    }
    if (rows.size() <= visit.depth) rows.resize(visit.depth + 1);
    const std::string value = std::to_string(visit.node->value);
    rows[visit.depth].resize(column, ' ');
    rows[visit.depth] += value;
    column += value.size();
  }
  std::string out;
  for (const std::string& row : rows) out += row + "\n";
  return out.empty() ? "(empty)\n" : out;
}

}  // namespace graft::trees

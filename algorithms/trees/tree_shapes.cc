#include "algorithms/trees/tree_shapes.h"

#include <numeric>

#include "algorithms/precondition.h"

namespace graft::trees {
namespace {

// SplitMix64 (Steele, Lea, Flood, 2014): the standard library's distributions are not the same
// on every machine.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  // 0 … bound-1; the bias is below bound/2⁶⁴.
  uint64_t Below(uint64_t bound) {
    uint64_t z = state_ += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return (z ^ (z >> 31)) % bound;
  }

 private:
  uint64_t state_;
};

// The nodes in level order.
std::vector<Node*> Levels(Node* root) {
  std::vector<Node*> nodes;
  if (root != nullptr) nodes.push_back(root);
  for (size_t i = 0; i < nodes.size(); ++i)
    for (Node* child : {nodes[i]->left, nodes[i]->right})
      if (child != nullptr) nodes.push_back(child);
  return nodes;
}

void NumberByLevel(Tree& tree) {
  int next = 0;
  for (Node* node : Levels(tree.root)) node->value = ++next;
}

// A shape as the sizes of left subtrees in preorder: n numbers tell it.
using Shape = std::vector<int>;

std::vector<Shape> Shapes(int n) {
  if (n == 0) return {{}};
  std::vector<Shape> shapes;
  for (int left = 0; left < n; ++left)
    for (const Shape& a : Shapes(left))
      for (const Shape& b : Shapes(n - 1 - left)) {
        Shape shape = {left};
        shape.insert(shape.end(), a.begin(), a.end());
        shape.insert(shape.end(), b.begin(), b.end());
        shapes.push_back(std::move(shape));
      }
  return shapes;
}

Node* Build(Tree& tree, const Shape& shape, int begin, int end) {
  if (begin == end) return nullptr;
  const int split = begin + 1 + shape[begin];
  Node* left = Build(tree, shape, begin + 1, split);
  return tree.New(0, left, Build(tree, shape, split, end));
}

}  // namespace

std::vector<Tree> AllShapes(int n) {
  PRECONDITION(n >= 0 && n <= 12);
  std::vector<Tree> trees;
  for (const Shape& shape : Shapes(n)) {
    trees.emplace_back();
    trees.back().root = Build(trees.back(), shape, 0, n);
    NumberByLevel(trees.back());
  }
  return trees;
}

std::vector<Tree> AllShapesTo(int n) {
  std::vector<Tree> trees;
  for (int size = 0; size <= n; ++size)
    for (Tree& tree : AllShapes(size)) trees.push_back(std::move(tree));
  return trees;
}

Tree Chain(int n, Turn turn) {
  PRECONDITION(n >= 0);
  Tree tree;
  Node** link = &tree.root;
  for (int i = 1; i <= n; ++i) {
    *link = tree.New(i);
    const bool left = turn == Turn::kLeft || (turn == Turn::kZigzag && i % 2 == 1);
    link = left ? &(*link)->left : &(*link)->right;
  }
  return tree;
}

Tree Complete(int n) {
  PRECONDITION(n >= 0);
  Tree tree;
  std::vector<Node*> nodes;
  for (int i = 1; i <= n; ++i) {
    nodes.push_back(tree.New(i));
    if (i == 1) continue;
    Node* parent = nodes[i / 2 - 1];
    (i % 2 == 0 ? parent->left : parent->right) = nodes.back();
  }
  tree.root = n > 0 ? nodes[0] : nullptr;
  return tree;
}

// Rémy: pick one of the 2k + 1 nodes and leaves, put a new node there, and hang what was there
// under it on a random side. Null links are the leaves.
Tree UniformShape(int n, uint64_t seed) {
  PRECONDITION(n >= 0);
  Tree tree;
  Random random(seed);
  std::vector<Node**> links = {&tree.root};
  for (int i = 0; i < n; ++i) {
    Node** link = links[random.Below(links.size())];
    Node* below = *link;
    Node* node = *link = tree.New(0);
    const bool left = random.Below(2) == 0;
    (left ? node->left : node->right) = below;
    links.push_back(&node->left);
    links.push_back(&node->right);
  }
  NumberByLevel(tree);
  return tree;
}

Tree ByInsertion(int n, uint64_t seed) {
  PRECONDITION(n >= 0);
  std::vector<int> order(n);
  std::iota(order.begin(), order.end(), 1);
  Random random(seed);
  for (int i = n; i > 1; --i) std::swap(order[i - 1], order[random.Below(i)]);
  Tree tree;
  for (const int value : order) {
    Node** link = &tree.root;
    while (*link != nullptr)
      link = value < (*link)->value ? &(*link)->left : &(*link)->right;
    *link = tree.New(value);
  }
  return tree;
}

Tree WithValues(const Node* root, const std::vector<int>& values) {
  Tree tree;
  if (root == nullptr) return tree;
  std::vector<std::pair<const Node*, Node*>> pairs = {{root, tree.root = tree.New(0)}};
  for (size_t i = 0; i < pairs.size(); ++i) {
    const auto [from, to] = pairs[i];
    PRECONDITION(i < values.size());
    to->value = values[i];
    if (from->left != nullptr) pairs.emplace_back(from->left, to->left = tree.New(0));
    if (from->right != nullptr)
      pairs.emplace_back(from->right, to->right = tree.New(0));
  }
  return tree;
}

int NodeCount(const Node* root) {
  return static_cast<int>(Levels(const_cast<Node*>(root)).size());
}

}  // namespace graft::trees

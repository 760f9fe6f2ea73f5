// Walks through complete trees: nodes in an arena in level order, or scattered over it.
//
// The time is that of summing all values once; `ns_node` is the figure to read. The std::queue
// is what a textbook's level order does.
#include <benchmark/benchmark.h>

#include <numeric>
#include <queue>
#include <random>

#include "algorithms/trees/traversal/inorder_traversal.h"
#include "algorithms/trees/traversal/level_order_walk.h"
#include "algorithms/trees/traversal/morris_traversal.h"
#include "algorithms/trees/traversal/preorder_traversal.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace {

enum Layout { kArena, kScattered };

// A complete tree of 2^exponent - 1 nodes; its i-th node in level order was made order[i]-th.
Tree CompleteTree(int exponent, Layout layout) {
  const size_t size = (size_t{1} << exponent) - 1;
  Tree tree;
  std::vector<Node*> nodes(size);
  for (Node*& node : nodes) node = tree.New(0);
  if (layout == kScattered) std::ranges::shuffle(nodes, std::mt19937_64(1));
  for (size_t i = 0; i < size; ++i) {
    nodes[i]->value = static_cast<int>(i);
    nodes[i]->left = 2 * i + 1 < size ? nodes[2 * i + 1] : nullptr;
    nodes[i]->right = 2 * i + 2 < size ? nodes[2 * i + 2] : nullptr;
  }
  tree.root = nodes[0];
  return tree;
}

// The last tree asked for is kept: cases of one tree follow each other.
Tree& TreeOfCase(int exponent, Layout layout) {
  static Tree tree;
  static int last_exponent = 0, last_layout = 0;
  if (exponent != last_exponent || layout != last_layout) {
    tree = Tree();
    tree = CompleteTree(exponent, layout);
    last_exponent = exponent, last_layout = layout;
  }
  return tree;
}

int64_t SumOfRange(auto range) {
  int64_t sum = 0;
  for (const int value : range) sum += value;
  return sum;
}

int64_t Recursive(Node* root) {
  int64_t sum = 0;
  PreorderRecursive(root, [&sum](const Node* node) { sum += node->value; });
  return sum;
}

int64_t Preorder(Node* root) { return SumOfRange(PreOrder(root)); }
int64_t Inorder(Node* root) { return SumOfRange(InOrder(root)); }
int64_t LevelByLevel(Node* root) { return SumOfRange(LevelOrder(root)); }

int64_t Morris(Node* root) {
  int64_t sum = 0;
  MorrisInorder(root, [&sum](const Node* node) { sum += node->value; });
  return sum;
}

int64_t StandardQueue(Node* root) {
  int64_t sum = 0;
  std::queue<const Node*> queue({root});
  for (; !queue.empty(); queue.pop()) {
    const Node* node = queue.front();
    sum += node->value;
    if (node->left != nullptr) queue.push(node->left);
    if (node->right != nullptr) queue.push(node->right);
  }
  return sum;
}

void Walk(benchmark::State& state, int64_t (*sum)(Node*), int exponent, Layout layout) {
  Tree& tree = TreeOfCase(exponent, layout);
  const int64_t size = (int64_t{1} << exponent) - 1;
  for (auto _ : state) {
    if (sum(tree.root) != size * (size - 1) / 2) state.SkipWithError("wrong sum");
  }
  state.counters["ns_node"] =
      benchmark::Counter(size * 1e-9, benchmark::Counter::kIsIterationInvariantRate |
                                          benchmark::Counter::kInvert);
}

void RegisterAll() {
  const std::pair<const char*, int64_t (*)(Node*)> walks[] = {
      {"Recursive", Recursive},    {"PreOrder", Preorder},
      {"InOrder", Inorder},        {"Morris", Morris},
      {"StdQueue", StandardQueue}, {"LevelOrder", LevelByLevel},
  };
  for (const int exponent : {14, 18, 22, 24})
    for (const Layout layout : {kArena, kScattered})
      for (const auto& [name, sum] : walks) {
        const std::string title = std::string("BM_Walk_") + name +
                                  (layout == kArena ? "/arena/" : "/scattered/") +
                                  std::to_string(exponent);
        benchmark::RegisterBenchmark(title.c_str(), Walk, sum, exponent, layout)
            ->Unit(benchmark::kMillisecond);
      }
}

}  // namespace
}  // namespace graft::trees

int main(int argc, char** argv) {
  graft::trees::RegisterAll();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
}

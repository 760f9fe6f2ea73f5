#include "algorithms/trees/traversal/morris_traversal.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/traversal/inorder_traversal.h"
#include "algorithms/trees/traversal/postorder_traversal.h"
#include "algorithms/trees/traversal/preorder_traversal.h"
#include "algorithms/trees/tree_shapes.h"

namespace {
int64_t allocations = 0;
}  // namespace

void* operator new(size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }

namespace graft::trees {
namespace {

std::vector<int> Collected(Node* root, auto walk) {
  std::vector<int> values;
  walk(root, [&](const Node* node) { values.push_back(node->value); });
  return values;
}

constexpr auto kPre = [](Node* root, auto visit) { MorrisPreorder(root, visit); };
constexpr auto kIn = [](Node* root, auto visit) { MorrisInorder(root, visit); };
constexpr auto kPost = [](Node* root, auto visit) { MorrisPostorder(root, visit); };

TEST(MorrisTraversal, WalksAsTheOthersAndRestoresTheTree) {
  for (const Tree& tree : AllShapesTo(8)) {
    const std::string before = FormatTree(tree.root);
    EXPECT_EQ(Collected(tree.root, kPre), PreorderTraversal(tree.root)) << before;
    EXPECT_EQ(FormatTree(tree.root), before);
    EXPECT_EQ(Collected(tree.root, kIn), InorderTraversal(tree.root)) << before;
    EXPECT_EQ(FormatTree(tree.root), before);
    EXPECT_EQ(Collected(tree.root, kPost), PostorderTraversal(tree.root)) << before;
    EXPECT_EQ(FormatTree(tree.root), before);
  }
}

TEST(MorrisTraversal, AllocatesNothing) {
  const Tree tree = UniformShape(10'000, 1);
  int64_t sum = 0;
  const auto add = [&sum](const Node* node) { sum += node->value; };
  const int64_t before = allocations;
  MorrisPreorder(tree.root, add);
  MorrisInorder(tree.root, add);
  MorrisPostorder(tree.root, add);
  EXPECT_EQ(allocations, before);
  EXPECT_EQ(sum, 3 * 50'005'000);
  InorderTraversal(tree.root);
  EXPECT_GT(allocations, before) << "the counter does not count";
}

TEST(MorrisTraversal, WalksAMillionNodesInAChain) {
  for (const Turn turn : {Turn::kLeft, Turn::kRight, Turn::kZigzag}) {
    const Tree chain = Chain(1'000'000, turn);
    EXPECT_EQ(Collected(chain.root, kPre).size(), 1'000'000u);
    EXPECT_EQ(Collected(chain.root, kIn).size(), 1'000'000u);
    EXPECT_EQ(Collected(chain.root, kPost).size(), 1'000'000u);
  }
}

}  // namespace
}  // namespace graft::trees

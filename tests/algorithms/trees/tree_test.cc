#include "algorithms/trees/tree.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

namespace {
bool memory_is_out = false;
}  // namespace

// Blocks of nodes are aligned; nothing else in this test is.
void* operator new(size_t size, std::align_val_t alignment) {
  const auto unit = static_cast<size_t>(alignment);
  void* const memory = memory_is_out
                           ? nullptr
                           : std::aligned_alloc(unit, (size + unit - 1) / unit * unit);
  return memory ? memory : throw std::bad_alloc();
}
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }

namespace graft::trees {
namespace {

TEST(Tree, NodesKeepTheirAddressesWhileOthersAreMadeAndTheTreeMoves) {
  Tree tree;
  std::vector<Node*> nodes;
  for (int i = 0; i < 1000; ++i) nodes.push_back(tree.New(i));
  tree.root = nodes[0];
  tree.root->left = nodes[999];
  const Tree moved = std::move(tree);
  EXPECT_EQ(moved.root->left->value, 999);
  EXPECT_EQ(moved.created(), 1000u);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(nodes[i]->value, i);
}

TEST(Tree, WhatWasMovedFromIsEmptyAndUsable) {
  Tree a;
  a.root = a.New(1);
  Tree b = std::move(a);
  EXPECT_EQ(a.root, nullptr);
  EXPECT_EQ(a.created(), 0u);
  a.root = a.New(2);
  EXPECT_EQ(a.root->value, 2);
  EXPECT_EQ(b.root->value, 1);
}

TEST(Tree, NodesMadeOneAfterAnotherLieOneAfterAnother) {
  Tree tree;
  Node* last = tree.New(0);
  int apart = 0;  // once a block
  for (int i = 1; i < 1000; ++i) {
    Node* node = tree.New(i);
    apart += node != last + 1;
    last = node;
  }
  EXPECT_LE(apart, 6);  // blocks of 16, 16, 32, 64, 128, 256, 512 nodes
}

TEST(Tree, NothingHasChangedWhenMemoryIsOut) {
  Tree tree;
  std::vector<Node*> nodes;
  for (int i = 0; i < 32; ++i) nodes.push_back(tree.New(i));  // two full blocks
  memory_is_out = true;
  EXPECT_THROW(tree.New(32), std::bad_alloc);
  memory_is_out = false;
  EXPECT_EQ(tree.created(), 32u);
  for (int i = 32; i < 100; ++i) nodes.push_back(tree.New(i));
  for (int i = 0; i < 100; ++i) ASSERT_EQ(nodes[i]->value, i);
}

// Freeing is a loop over blocks: a recursion would need some 100 MiB of stack here.
TEST(Tree, AChainOfAMillionNodesIsFreed) {
  Tree tree;
  for (int i = 0; i < 1'000'000; ++i) tree.root = tree.New(i, tree.root);
  EXPECT_EQ(tree.created(), 1'000'000u);
}

}  // namespace
}  // namespace graft::trees

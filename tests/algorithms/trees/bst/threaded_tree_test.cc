#include "algorithms/trees/bst/threaded_tree.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"

namespace graft::trees {
namespace {

using Nodes = std::vector<const ThreadedTree::Node*>;

// The nodes in order, by the definition: along children only.
void AppendInorder(const ThreadedTree::Node* node, Nodes& nodes) {
  if (!node->left_is_thread) AppendInorder(node->left, nodes);
  nodes.push_back(node);
  if (!node->right_is_thread && node->right != node) AppendInorder(node->right, nodes);
}

// Every thread leads to the neighbour in a ring that the head closes.
void ExpectThreaded(const ThreadedTree& tree) {
  Nodes ring;  // the head is last: all is on its left
  AppendInorder(tree.head(), ring);
  ASSERT_EQ(ring.back(), tree.head());
  for (size_t i = 0; i < ring.size(); ++i) {
    const auto* node = ring[i];
    const auto* next = ring[(i + 1) % ring.size()];
    const auto* previous = ring[(i + ring.size() - 1) % ring.size()];
    EXPECT_TRUE(!node->left_is_thread || node->left == previous);
    EXPECT_TRUE(!node->right_is_thread || node->right == next);
    EXPECT_EQ(ThreadedTree::Next(node), next);
    EXPECT_EQ(ThreadedTree::Previous(node), previous);
  }
}

std::vector<int> Forwards(const ThreadedTree& tree) {
  std::vector<int> values;
  for (const auto* node = ThreadedTree::Next(tree.head()); node != tree.head();
       node = ThreadedTree::Next(node))
    values.push_back(node->value);
  return values;
}

std::vector<int> Backwards(const ThreadedTree& tree) {
  std::vector<int> values;
  for (const auto* node = ThreadedTree::Previous(tree.head()); node != tree.head();
       node = ThreadedTree::Previous(node))
    values.push_back(node->value);
  return values;
}

TEST(ThreadedTree, AnEmptyOneIsItsOwnNeighbour) {
  const ThreadedTree tree;
  EXPECT_EQ(ThreadedTree::Next(tree.head()), tree.head());
  EXPECT_EQ(ThreadedTree::Previous(tree.head()), tree.head());
  EXPECT_EQ(tree.Unthreaded().root, nullptr);
}

TEST(ThreadedTree, WalksAndRestoresEverySmallTree) {
  for (const Tree& tree : AllShapesTo(8)) {
    const ThreadedTree threaded(tree.root);
    ExpectThreaded(threaded);
    std::vector<int> inorder = InorderValues(tree.root);
    EXPECT_EQ(Forwards(threaded), inorder);
    std::ranges::reverse(inorder);
    EXPECT_EQ(Backwards(threaded), inorder);
    EXPECT_EQ(FormatTree(threaded.Unthreaded().root), FormatTree(tree.root));
  }
}

TEST(ThreadedTree, InsertsIntoEveryGapOfEverySmallSearchTree) {
  for (const int value : {0, 1, 2, 3, 4, 5, 6, 7, 8})
    ForEachSmallSearchTree(7, [value](const Tree& tree) {
      ThreadedTree threaded(tree.root);
      std::vector<int> values = InorderValues(tree.root);
      const bool is_new = std::ranges::find(values, value) == values.end();
      EXPECT_EQ(threaded.Insert(value), is_new);
      if (is_new) values.insert(std::ranges::lower_bound(values, value), value);
      ExpectThreaded(threaded);
      EXPECT_EQ(Forwards(threaded), values);
    });
}

RC_GTEST_PROP(ThreadedTree, InsertsAsASetDoes, (const std::vector<int>& values)) {
  ThreadedTree tree;
  std::set<int> model;
  for (const int value : values) {
    RC_ASSERT(tree.Insert(value) == model.insert(value).second);
    ExpectThreaded(tree);
  }
  RC_ASSERT(Forwards(tree) == std::vector<int>(model.begin(), model.end()));
}

TEST(ThreadedTree, ChainsOfAMillionNodes) {
  for (const Turn turn : {Turn::kLeft, Turn::kRight, Turn::kZigzag}) {
    const Tree chain = Chain(1'000'000, turn);
    const ThreadedTree threaded(chain.root);
    std::vector<int> values = Forwards(threaded);
    EXPECT_EQ(values.size(), 1'000'000u);
    std::ranges::reverse(values);
    EXPECT_EQ(Backwards(threaded), values);
    EXPECT_EQ(FormatTree(threaded.Unthreaded().root), FormatTree(chain.root));
  }
  ThreadedTree ascending(Chain(1'000'000, Turn::kRight).root);
  EXPECT_TRUE(ascending.Insert(1'000'001));
  EXPECT_EQ(ThreadedTree::Previous(ascending.head())->value, 1'000'001);
}

}  // namespace
}  // namespace graft::trees

#include "algorithms/trees/traversal/node_queue.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <deque>

namespace graft::trees {
namespace {

// Pushes nodes[i] for each i of `moves` that is not negative, pops for each that is.
void Follow(const std::vector<Node>& nodes, const std::vector<int>& moves) {
  NodeQueue queue;
  std::deque<const Node*> model;
  for (const int move : moves) {
    if (move >= 0) {
      queue.Push(&nodes[move]);
      model.push_back(&nodes[move]);
    } else if (!model.empty()) {
      queue.Pop();
      model.pop_front();
    }
    ASSERT_EQ(queue.empty(), model.empty());
    if (!model.empty()) ASSERT_EQ(queue.Front(), model.front());
  }
  for (; !model.empty(); model.pop_front(), queue.Pop())
    ASSERT_EQ(queue.Front(), model.front());
  ASSERT_TRUE(queue.empty());
}

// Steps of one node make runs; others are singles; about as many pops as pushes.
RC_GTEST_PROP(NodeQueue, IsFirstInFirstOut, ()) {
  const std::vector<Node> nodes(64);
  const auto runs = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(-12, 60), rc::gen::inRange(1, 5)));
  std::vector<int> moves;
  for (const auto& [first, count] : runs)
    for (int i = 0; i < count; ++i) moves.push_back(first < 0 ? -1 : first + i);
  Follow(nodes, moves);
}

TEST(NodeQueue, GrowsWithRunsAndSinglesInIt) {
  const std::vector<Node> nodes(2000);
  std::vector<int> moves;
  for (int i = 0; i < 2000; ++i) {
    moves.push_back(i % 7 < 3 ? i : (i * 997) % 2000);
    if (i % 3 == 0) moves.push_back(-1);
  }
  Follow(nodes, moves);
}

}  // namespace
}  // namespace graft::trees

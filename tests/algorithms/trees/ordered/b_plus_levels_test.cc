#include "algorithms/trees/ordered/b_plus_levels.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "algorithms/trees/ordered/b_plus_check.h"

namespace graft::trees {
namespace {

struct NoMapped {};
using Levels = BPlusLevels<int, NoMapped, 4>;

std::string Check(const Levels& levels) {
  const std::less<int> compare;
  return BPlusCheck<int, NoMapped, 4, std::less<int>>(compare).Run(levels);
}

// The way to the last leaf.
Levels::Leaf* LastPath(const Levels& levels, Levels::Step* path) {
  Levels::Child node = levels.root;
  for (size_t i = 0; i < levels.height; ++i) {
    path[i] = {node.inner, node.inner->n - 1};
    node = node.inner->children[path[i].at];
  }
  return node.leaf;
}

void Append(Levels& levels, int key) {
  if (!levels.root.leaf) levels.MakeRoot();
  Levels::Path path;
  while (LastPath(levels, path)->n == 4) {
    levels.HandleOverflow(path);
    ASSERT_EQ(Check(levels), "") << "each step is complete in itself";
  }
  Levels::Leaf& leaf = *LastPath(levels, path);
  levels.Insert(leaf, leaf.n, key, {}, path);
}

TEST(BPlusLevels, GrowsAndShrinksAtTheEnd) {
  Levels levels;
  for (int key = 0; key < 200; ++key) {
    Append(levels, key);
    ASSERT_EQ(Check(levels), "");
  }
  EXPECT_GE(levels.height, 4u);
  Levels copy(levels);
  for (size_t left = 200; left-- > 0;) {
    Levels::Path path;
    Levels::Leaf& leaf = *LastPath(levels, path);
    levels.Erase(leaf, leaf.n - 1, path);
    ASSERT_EQ(Check(levels), "");
    ASSERT_EQ(levels.size, left);
  }
  EXPECT_EQ(levels.height, 0u);
  levels.Swap(copy);
  EXPECT_EQ(levels.size, 200u);
  EXPECT_EQ(Check(levels), "");
  EXPECT_EQ(Check(copy), "");
}

TEST(BPlusLevels, HasAtMostHalfEmptyNodes) {
  Levels levels;
  for (int key = 0; key < 1000; ++key) Append(levels, key);
  size_t leaves = 0;
  for (const auto* leaf = levels.first; leaf; leaf = leaf->next) ++leaves;
  EXPECT_LE(leaves, 500u);
}

}  // namespace
}  // namespace graft::trees

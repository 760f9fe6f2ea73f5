#include "algorithms/trees/properties/leaf.h"

#include <gtest/gtest.h>

namespace graft::trees {
namespace {

TEST(Leaf, HasNoChild) {
  Node child, leaf, left = {1, &child}, right = {1, nullptr, &child},
                    both = {1, &child, &child};
  EXPECT_TRUE(IsLeaf(&leaf));
  EXPECT_FALSE(IsLeaf(&left));
  EXPECT_FALSE(IsLeaf(&right));
  EXPECT_FALSE(IsLeaf(&both));
}

TEST(LeafDeathTest, IsANode) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(IsLeaf(nullptr), "precondition failed: node != nullptr");
}

}  // namespace
}  // namespace graft::trees

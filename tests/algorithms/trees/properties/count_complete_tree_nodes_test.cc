#include "algorithms/trees/properties/count_complete_tree_nodes.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"

namespace graft::trees {
namespace {

TEST(CountCompleteTreeNodes, Examples) {
  EXPECT_EQ(CountCompleteTreeNodes(ParseTree("[1,2,3,4,5,6]")->root), 6);
  EXPECT_EQ(CountCompleteTreeNodes(ParseTree("[1]")->root), 1);
  EXPECT_EQ(CountCompleteTreeNodes(nullptr), 0);
}

TEST(CountCompleteTreeNodes, EverySizeToNineLevels) {
  for (int n = 0; n <= 300; ++n) EXPECT_EQ(CountCompleteTreeNodes(Complete(n).root), n);
}

TEST(CountCompleteTreeNodes, AMillionNodes) {
  for (const int n : {1'000'000, (1 << 20) - 1, 1 << 20})
    EXPECT_EQ(CountCompleteTreeNodes(Complete(n).root), n);
}

TEST(CountCompleteTreeNodesDeathTest, RefusesAChain) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const Tree chain = Chain(100, Turn::kLeft);
  EXPECT_DEATH(CountCompleteTreeNodes(chain.root), "precondition failed: levels <= 62");
}

}  // namespace
}  // namespace graft::trees

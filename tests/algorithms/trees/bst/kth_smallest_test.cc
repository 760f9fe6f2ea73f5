#include "algorithms/trees/bst/kth_smallest.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

int Kth(std::string_view text, int k) { return KthSmallest(ParseTree(text)->root, k); }

TEST(KthSmallest, Examples) {
  EXPECT_EQ(Kth("[3,1,4,null,2]", 1), 1);
  EXPECT_EQ(Kth("[5,3,6,2,4,null,null,1]", 3), 3);
}

TEST(KthSmallest, OthersAreLessForEverySmallSearchTree) {
  ForEachSmallSearchTree(8, [](const Tree& tree) {
    const auto values = ValuesByRoute(tree.root);
    for (const auto& [route, value] : values) {
      int k = 1;
      for (const auto& [other, less] : values) k += less < value;
      EXPECT_EQ(KthSmallest(tree.root, k), value);
    }
  });
}

TEST(KthSmallest, ChainsOfAMillionNodes) {
  EXPECT_EQ(KthSmallest(Chain(1'000'000, Turn::kRight).root, 1'000'000), 1'000'000);
  EXPECT_EQ(KthSmallest(Chain(1'000'000, Turn::kLeft).root, 1), 1'000'000)
      << "the first in order, whatever it is";
}

TEST(KthSmallestDeathTest, OneOfTheNodes) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(Kth("[2,1]", 0), "k >= 1");
  EXPECT_DEATH(Kth("[2,1]", 3), "HasNext");
  EXPECT_DEATH(Kth("[]", 1), "HasNext");
}

}  // namespace
}  // namespace graft::trees

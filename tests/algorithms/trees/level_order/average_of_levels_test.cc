#include "algorithms/trees/level_order/average_of_levels.h"

#include <gtest/gtest.h>

#include <numeric>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/level_order/levels_ref.h"

namespace graft::trees {
namespace {

using Lists = std::vector<std::vector<int>>;

TEST(AverageOfLevels, Example) {
  EXPECT_EQ(AverageOfLevels(ParseTree("[3,9,20,null,null,15,7]")->root),
            (std::vector{3.0, 14.5, 11.0}));
}

TEST(AverageOfLevels, SumsBeyond32Bits) {
  EXPECT_EQ(AverageOfLevels(ParseTree("[2147483647,2147483647,2147483647]")->root),
            (std::vector{2147483647.0, 2147483647.0}));
  EXPECT_EQ(AverageOfLevels(ParseTree("[0,-2147483648,-2147483648]")->root),
            (std::vector{0.0, -2147483648.0}));
}

TEST(AverageOfLevels, TimesTheLengthIsTheSum) {
  ForEachSmallTree(5, {-1, 4}, [](const Tree& tree) {
    const Lists levels = LevelsRef(tree.root);
    const std::vector<double> averages = AverageOfLevels(tree.root);
    ASSERT_EQ(averages.size(), levels.size());
    // Sums are at most 20, lengths at most 3: one rounding each, below 2⁻⁵⁰.
    for (size_t i = 0; i < levels.size(); ++i)
      EXPECT_NEAR(averages[i] * levels[i].size(),
                  std::reduce(levels[i].begin(), levels[i].end()), 1e-14);
  });
}

}  // namespace
}  // namespace graft::trees

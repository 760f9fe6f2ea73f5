#include "algorithms/answers/path_with_minimum_effort.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(PathWithMinimumEffort, SolvesTheExamples) {
  EXPECT_EQ(PathWithMinimumEffort({{1, 2, 2}, {3, 8, 2}, {5, 3, 5}}), 2);
  EXPECT_EQ(PathWithMinimumEffort({{1, 2, 3}, {3, 8, 4}, {5, 3, 5}}), 1);
  EXPECT_EQ(PathWithMinimumEffort({{1, 2, 1, 1, 1},
                                   {1, 2, 1, 2, 1},
                                   {1, 2, 1, 2, 1},
                                   {1, 2, 1, 2, 1},
                                   {1, 1, 1, 2, 1}}),
            0);
}

// Floyd and Warshall's closure, with the maximum in place of the sum.
int ClosestOfAllPaths(const Matrix& heights) {
  const int columns = std::ssize(heights[0]), cells = heights.size() * columns;
  const auto height = [&](int cell) { return heights[cell / columns][cell % columns]; };
  Matrix effort(cells, std::vector<int>(cells, 1000));
  for (int a = 0; a < cells; ++a) {
    effort[a][a] = 0;
    for (int b = 0; b < cells; ++b)
      if (std::abs(a / columns - b / columns) + std::abs(a % columns - b % columns) ==
          1)
        effort[a][b] = std::abs(height(a) - height(b));
  }
  for (int via = 0; via < cells; ++via)
    for (int a = 0; a < cells; ++a)
      for (int b = 0; b < cells; ++b)
        effort[a][b] = std::min(effort[a][b], std::max(effort[a][via], effort[via][b]));
  return effort[0][cells - 1];
}

TEST(PathWithMinimumEffort, IsTheClosestOfAllPaths) {
  for (const Matrix& heights : AllMatrices(0, 3, 2, 3))
    ASSERT_EQ(PathWithMinimumEffort(heights), ClosestOfAllPaths(heights));
}

TEST(PathWithMinimumEffort, ReachesBothBounds) {
  EXPECT_EQ(PathWithMinimumEffort({{5}}), 0);
  EXPECT_EQ(PathWithMinimumEffort({{0, 2147483647}}), 2147483647);
  EXPECT_EQ(PathWithMinimumEffort({{3}, {3}}), 0);
}

TEST(PathWithMinimumEffortDeathTest, RefusesRaggedMapsAndNegatives) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(PathWithMinimumEffort({}), "precondition failed: IsRectangular");
  EXPECT_DEATH(PathWithMinimumEffort({{1, 2}, {3}}),
               "precondition failed: IsRectangular");
  EXPECT_DEATH(PathWithMinimumEffort({{1, -2}}), "precondition failed: .*>= 0");
}

}  // namespace
}  // namespace graft::answers

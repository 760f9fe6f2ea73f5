#include "algorithms/answers/swim_in_rising_water.h"

#include <gtest/gtest.h>

#include <utility>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(SwimInRisingWater, SolvesTheExamples) {
  EXPECT_EQ(SwimInRisingWater({{0, 2}, {1, 3}}), 3);
  EXPECT_EQ(SwimInRisingWater({{0, 1, 2, 3, 4},
                               {24, 23, 22, 21, 5},
                               {12, 13, 14, 15, 16},
                               {11, 17, 18, 19, 20},
                               {10, 9, 8, 7, 6}}),
            16);
}

// The least highest cell over all paths that visit no cell twice.
int BestOfAllPaths(Matrix& grid, int row, int column, int highest) {
  const int n = std::ssize(grid);
  if (row < 0 || row == n || column < 0 || column == n || grid[row][column] < 0)
    return 1000;
  highest = std::max(highest, grid[row][column]);
  if (row == n - 1 && column == n - 1) return highest;
  const int elevation = std::exchange(grid[row][column], -1);
  const int best = std::min({BestOfAllPaths(grid, row + 1, column, highest),
                             BestOfAllPaths(grid, row, column + 1, highest),
                             BestOfAllPaths(grid, row - 1, column, highest),
                             BestOfAllPaths(grid, row, column - 1, highest)});
  grid[row][column] = elevation;
  return best;
}

TEST(SwimInRisingWater, IsTheBestOfAllPaths) {
  for (const std::vector<int>& flat : AllArrays(0, 2, 9, 9)) {
    Matrix grid = {{flat[0], flat[1], flat[2]},
                   {flat[3], flat[4], flat[5]},
                   {flat[6], flat[7], flat[8]}};
    ASSERT_EQ(SwimInRisingWater(grid), BestOfAllPaths(grid, 0, 0, 0));
  }
}

TEST(SwimInRisingWater, WaitsForTheCornersThemselves) {
  EXPECT_EQ(SwimInRisingWater({{0}}), 0);
  EXPECT_EQ(SwimInRisingWater({{7}}), 7);
  EXPECT_EQ(SwimInRisingWater({{3, 1}, {0, 2}}), 3);
  EXPECT_EQ(SwimInRisingWater({{2147483647, 0}, {0, 0}}), 2147483647);
}

TEST(SwimInRisingWaterDeathTest, RefusesWhatIsNotSquareAndNegatives) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(SwimInRisingWater({}), "precondition failed: IsSquare");
  EXPECT_DEATH(SwimInRisingWater({{1, 2}}), "precondition failed: IsSquare");
  EXPECT_DEATH(SwimInRisingWater({{-1}}), "precondition failed: .*>= 0");
}

}  // namespace
}  // namespace graft::answers

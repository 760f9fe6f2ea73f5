#include "algorithms/answers/grid_path.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace graft::answers {
namespace {

// Bit (row · columns + column) of `open` says whether one may step there; the closure of the
// step relation is found by rounds over all cells.
bool HasPathByRounds(int rows, int columns, int open) {
  std::vector<bool> reached(rows * columns);
  reached[0] = true;
  for (int round = 0; round < rows * columns; ++round)
    for (int a = 0; a < rows * columns; ++a)
      for (int b = 0; b < rows * columns; ++b)
        if (reached[a] && (open >> b & 1) &&
            std::abs(a / columns - b / columns) + std::abs(a % columns - b % columns) ==
                1)
          reached[b] = true;
  return reached.back();
}

TEST(GridPath, IsTheClosureOfTheSteps) {
  for (int rows = 1; rows <= 3; ++rows)
    for (int columns = 1; columns <= 3; ++columns)
      for (int open = 0; open < 1 << (rows * columns); ++open)
        ASSERT_EQ(HasGridPath(rows, columns,
                              [&](Cell, Cell to) {
                                EXPECT_TRUE(0 <= to.row && to.row < rows);
                                EXPECT_TRUE(0 <= to.column && to.column < columns);
                                return open >> (to.row * columns + to.column) & 1;
                              }),
                  HasPathByRounds(rows, columns, open))
            << rows << " × " << columns << ", open cells " << open;
}

// The only path goes down, up and down again; with the axes exchanged, right, left and right.
TEST(GridPath, GoesUpAndLeftToo) {
  const std::vector<std::string> open = {"#.###",  //
                                         "#.#.#",  //
                                         "###.#"};
  const auto upright = [&](Cell, Cell to) { return open[to.row][to.column] == '#'; };
  const auto lying = [&](Cell, Cell to) { return open[to.column][to.row] == '#'; };
  EXPECT_TRUE(HasGridPath(3, 5, upright));
  EXPECT_TRUE(HasGridPath(5, 3, lying));
}

TEST(GridPath, MayDependOnTheDirection) {
  const auto down = [](Cell from, Cell to) { return to.row > from.row; };
  EXPECT_TRUE(HasGridPath(4, 1, down));
  EXPECT_FALSE(HasGridPath(4, 2, down));
}

TEST(GridPath, FillsAMillionCellsWithoutRecursion) {
  int steps = 0;
  EXPECT_TRUE(HasGridPath(1000, 1000, [&](Cell, Cell) { return ++steps; }));
  EXPECT_LE(steps, 4'000'000);
}

TEST(GridPathDeathTest, RefusesAnEmptyGridAndOneOfTooManyCells) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto always = [](Cell, Cell) { return true; };
  EXPECT_DEATH(HasGridPath(0, 1, always), "precondition failed: rows >= 1");
  EXPECT_DEATH(HasGridPath(65536, 65536, always), "precondition failed: rows <= ");
}

}  // namespace
}  // namespace graft::answers

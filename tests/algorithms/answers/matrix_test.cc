#include "algorithms/answers/matrix.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(Matrix, IsRectangularWhenItsRowsAreEquallyLong) {
  EXPECT_TRUE(IsRectangular({{1}}));
  EXPECT_TRUE(IsRectangular({{1, 2}, {3, 4}, {5, 6}}));
  EXPECT_FALSE(IsRectangular({}));
  EXPECT_FALSE(IsRectangular({{}}));
  EXPECT_FALSE(IsRectangular({{1, 2}, {3}}));
  EXPECT_FALSE(IsRectangular({{1}, {}}));
}

TEST(Matrix, IsSquareWhenAsManyRowsAsColumns) {
  EXPECT_TRUE(IsSquare({{1}}));
  EXPECT_TRUE(IsSquare({{1, 2}, {3, 4}}));
  EXPECT_FALSE(IsSquare({{1, 2}}));
  EXPECT_FALSE(IsSquare({}));
}

TEST(Matrix, IsSortedWhenNoNeighbourFalls) {
  for (const Matrix& m : AllMatrices(0, 2, 2, 2)) {
    bool falls = false;
    for (size_t r = 0; r < m.size(); ++r)
      for (size_t c = 0; c < m[0].size(); ++c)
        falls |= (r > 0 && m[r - 1][c] > m[r][c]) || (c > 0 && m[r][c - 1] > m[r][c]);
    ASSERT_EQ(HasSortedRowsAndColumns(m), !falls);
  }
}

}  // namespace
}  // namespace graft::answers

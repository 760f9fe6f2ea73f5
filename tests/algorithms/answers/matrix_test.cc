#include "algorithms/answers/matrix.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace graft::answers

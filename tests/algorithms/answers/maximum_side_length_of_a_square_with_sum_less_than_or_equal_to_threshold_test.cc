#include "algorithms/answers/maximum_side_length_of_a_square_with_sum_less_than_or_equal_to_threshold.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

constexpr auto kMaximumSideLength =
    MaximumSideLengthOfASquareWithSumLessThanOrEqualToThreshold;

TEST(MaximumSideLength, SolvesTheExamples) {
  EXPECT_EQ(kMaximumSideLength(Matrix(3, {1, 1, 3, 2, 4, 3, 2}), 4), 2);
  EXPECT_EQ(kMaximumSideLength(Matrix(5, {2, 2, 2, 2, 2}), 1), 0);
}

int LargestOfAllSquares(const Matrix& mat, int threshold) {
  int largest = 0;
  const int rows = std::ssize(mat), columns = std::ssize(mat[0]);
  for (int side = 1; side <= std::min(rows, columns); ++side) {
    for (int r = 0; r + side <= rows; ++r) {
      for (int c = 0; c + side <= columns; ++c) {
        int sum = 0;
        for (int i = 0; i < side * side; ++i) sum += mat[r + i / side][c + i % side];
        if (sum <= threshold) largest = side;
      }
    }
  }
  return largest;
}

TEST(MaximumSideLength, IsThatOfTheLargestOfAllSquares) {
  std::vector<Matrix> matrices = AllMatrices(0, 2, 2, 3);
  const std::vector<Matrix> squares = AllMatrices(0, 1, 3, 3);
  matrices.insert(matrices.end(), squares.begin(), squares.end());
  for (const Matrix& mat : matrices)
    for (int threshold = 0; threshold <= 9; ++threshold)
      ASSERT_EQ(kMaximumSideLength(mat, threshold),
                LargestOfAllSquares(mat, threshold));
}

TEST(MaximumSideLength, ReachesBothBounds) {
  constexpr int kMax = 2147483647;
  EXPECT_EQ(kMaximumSideLength({{5}}, 5), 1);
  EXPECT_EQ(kMaximumSideLength({{5}}, 4), 0);
  EXPECT_EQ(kMaximumSideLength({{0, 0}, {0, 0}}, 0), 2);
  EXPECT_EQ(kMaximumSideLength({{kMax, kMax}, {kMax, kMax}}, kMax), 1);  // 4 · kMax
}

TEST(MaximumSideLengthDeathTest, RefusesRaggedMatricesAndNegatives) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(kMaximumSideLength({}, 1), "IsRectangular");
  EXPECT_DEATH(kMaximumSideLength({{1, 2}, {3}}, 1), "IsRectangular");
  EXPECT_DEATH(kMaximumSideLength({{1}}, -1), "threshold >= 0");
  EXPECT_DEATH(kMaximumSideLength({{1, -1}}, 1), "mat.r..c. >= 0");
}

}  // namespace
}  // namespace graft::answers

#include "algorithms/answers/kth_smallest_element_in_a_sorted_matrix.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(KthSmallestElementInASortedMatrix, SolvesTheExamples) {
  const Matrix matrix = {{1, 5, 9}, {10, 11, 13}, {12, 13, 15}};
  EXPECT_EQ(KthSmallestElementInASortedMatrix(matrix, 8), 13);
  EXPECT_EQ(KthSmallestElementInASortedMatrix({{-5}}, 1), -5);
}

bool RisesFromCellToCell(const Matrix& matrix) {
  for (size_t r = 0; r < matrix.size(); ++r)
    for (size_t c = 0; c < matrix.size(); ++c)
      if ((r > 0 && matrix[r - 1][c] > matrix[r][c]) ||
          (c > 0 && matrix[r][c - 1] > matrix[r][c]))
        return false;
  return true;
}

TEST(KthSmallestElementInASortedMatrix, IsTheKthOfAllSorted) {
  int matrices = 0;
  for (const std::vector<int>& flat : AllArrays(-1, 1, 9, 9)) {
    const Matrix matrix = {{flat[0], flat[1], flat[2]},
                           {flat[3], flat[4], flat[5]},
                           {flat[6], flat[7], flat[8]}};
    if (!RisesFromCellToCell(matrix)) continue;
    ++matrices;
    std::vector<int> sorted = flat;
    std::sort(sorted.begin(), sorted.end());
    for (int k = 1; k <= 9; ++k)
      ASSERT_EQ(KthSmallestElementInASortedMatrix(matrix, k), sorted[k - 1]);
  }
  EXPECT_EQ(matrices, 175);  // plane partitions in a box of 3 × 3 × 2
}

TEST(KthSmallestElementInASortedMatrix, SearchesFromTheLeastIntToTheLargest) {
  constexpr int kMin = -2147483647 - 1, kMax = 2147483647;
  const Matrix matrix = {{kMin, -7}, {-7, kMax}};
  EXPECT_EQ(KthSmallestElementInASortedMatrix(matrix, 1), kMin);
  EXPECT_EQ(KthSmallestElementInASortedMatrix(matrix, 2), -7);
  EXPECT_EQ(KthSmallestElementInASortedMatrix(matrix, 3), -7);
  EXPECT_EQ(KthSmallestElementInASortedMatrix(matrix, 4), kMax);
}

TEST(KthSmallestElementInASortedMatrixDeathTest, RefusesUnsortedOnesAndAKOutOfRange) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(KthSmallestElementInASortedMatrix({{1, 2}}, 1), "IsSquare");
  EXPECT_DEATH(KthSmallestElementInASortedMatrix({{2, 1}, {3, 4}}, 1), "HasSorted");
  EXPECT_DEATH(KthSmallestElementInASortedMatrix({{1}}, 0), "1 <= k");
  EXPECT_DEATH(KthSmallestElementInASortedMatrix({{1}}, 2), "1 <= k");
}

}  // namespace
}  // namespace graft::answers

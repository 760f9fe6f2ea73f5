#include "algorithms/answers/valid_perfect_square.h"

#include <gtest/gtest.h>

#include <set>

namespace graft::answers {
namespace {

TEST(ValidPerfectSquare, SolvesTheExamples) {
  EXPECT_TRUE(ValidPerfectSquare(16));
  EXPECT_FALSE(ValidPerfectSquare(14));
}

TEST(ValidPerfectSquare, IsMembershipInTheSquares) {
  std::set<int> squares;
  for (int m = 0; m <= 317; ++m) squares.insert(m * m);
  for (int num = 0; num <= 100'000; ++num)
    ASSERT_EQ(ValidPerfectSquare(num), squares.contains(num)) << num;
}

TEST(ValidPerfectSquare, HoldsForNoNeighbourOfALargeSquare) {
  for (int m = 2; m <= 46340; ++m) {
    ASSERT_TRUE(ValidPerfectSquare(m * m));
    ASSERT_FALSE(ValidPerfectSquare(m * m - 1));
    ASSERT_FALSE(ValidPerfectSquare(m * m + 1));
  }
  EXPECT_FALSE(ValidPerfectSquare(2147483647));
}

TEST(ValidPerfectSquareDeathTest, RefusesNegatives) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(ValidPerfectSquare(-4), "precondition failed: num >= 0");
}

}  // namespace
}  // namespace graft::answers

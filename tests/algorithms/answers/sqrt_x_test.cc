#include "algorithms/answers/sqrt_x.h"

#include <gtest/gtest.h>

namespace graft::answers {
namespace {

TEST(SqrtX, SolvesTheExamples) {
  EXPECT_EQ(SqrtX(4), 2);
  EXPECT_EQ(SqrtX(8), 2);
}

// The n-th square is the sum of the first n odd numbers.
TEST(SqrtX, CountsTheOddNumbersThatFit) {
  int root = 0, next_square = 1;
  for (int x = 0; x <= 100'000; ++x) {
    if (x == next_square) {
      ++root;
      next_square += 2 * root + 1;
    }
    ASSERT_EQ(SqrtX(x), root);
  }
}

TEST(SqrtX, ReachesBothBounds) {
  EXPECT_EQ(SqrtX(0), 0);
  EXPECT_EQ(SqrtX(1), 1);
  EXPECT_EQ(SqrtX(2), 1);
  EXPECT_EQ(SqrtX(3), 1);
}

TEST(SqrtX, StepsAtEverySquareOfAnInt) {
  for (int root = 1; root <= 46340; ++root) {
    ASSERT_EQ(SqrtX(root * root), root);
    ASSERT_EQ(SqrtX(root * root - 1), root - 1);
  }
  EXPECT_EQ(SqrtX(2147483647), 46340);
}

TEST(SqrtXDeathTest, RefusesNegatives) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(SqrtX(-1), "precondition failed: x >= 0");
}

}  // namespace
}  // namespace graft::answers

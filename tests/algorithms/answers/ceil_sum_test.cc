#include "algorithms/answers/ceil_sum.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(CeilSum, CountsTheRounds) {
  for (const std::vector<int>& values : AllArrays(0, 5, 0, 4)) {
    for (int divisor = 1; divisor <= 6; ++divisor) {
      int rounds = 0;
      for (int left : values)
        for (; left > 0; left -= divisor) ++rounds;
      ASSERT_EQ(CeilSum(values, divisor), rounds);
    }
  }
}

TEST(CeilSum, TakesTheLargestInt) {
  constexpr int kMax = 2147483647;
  EXPECT_EQ(CeilSum({kMax, kMax}, 1), 2 * int64_t{kMax});
  EXPECT_EQ(CeilSum({kMax}, 2), 1073741824);
  EXPECT_EQ(CeilSum({kMax, 1}, kMax), 2);
}

TEST(CeilSumDeathTest, RefusesADivisorOfZeroAndNegatives) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(CeilSum({1}, 0), "precondition failed: divisor >= 1");
  EXPECT_DEATH(CeilSum({-1}, 1), "precondition failed: value >= 0");
}

}  // namespace
}  // namespace graft::answers

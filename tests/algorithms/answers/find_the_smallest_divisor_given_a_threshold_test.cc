#include "algorithms/answers/find_the_smallest_divisor_given_a_threshold.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(FindTheSmallestDivisorGivenAThreshold, SolvesTheExamples) {
  EXPECT_EQ(FindTheSmallestDivisorGivenAThreshold({1, 2, 5, 9}, 6), 5);
  EXPECT_EQ(FindTheSmallestDivisorGivenAThreshold({44, 22, 33, 11, 1}, 5), 44);
  EXPECT_EQ(FindTheSmallestDivisorGivenAThreshold({2, 3, 5, 7, 11}, 11), 3);
  EXPECT_EQ(FindTheSmallestDivisorGivenAThreshold({19}, 5), 4);
}

int SmallestByTrying(const std::vector<int>& nums, int threshold) {
  for (int divisor = 1;; ++divisor) {
    double sum = 0;
    for (double value : nums) sum += std::ceil(value / divisor);
    if (sum <= threshold) return divisor;
  }
}

TEST(FindTheSmallestDivisorGivenAThreshold, IsTheFirstThatSuffices) {
  for (const std::vector<int>& nums : AllArrays(0, 4, 1, 5))
    for (int threshold = std::ssize(nums); threshold <= 4 * std::ssize(nums);
         ++threshold)
      ASSERT_EQ(FindTheSmallestDivisorGivenAThreshold(nums, threshold),
                SmallestByTrying(nums, threshold));
}

TEST(FindTheSmallestDivisorGivenAThreshold, ReachesBothBounds) {
  constexpr int kMax = 2147483647;
  EXPECT_EQ(FindTheSmallestDivisorGivenAThreshold({5, 5}, 10), 1);
  EXPECT_EQ(FindTheSmallestDivisorGivenAThreshold({5, 9}, 2), 9);
  EXPECT_EQ(FindTheSmallestDivisorGivenAThreshold({0}, 1), 1);
  EXPECT_EQ(FindTheSmallestDivisorGivenAThreshold({kMax, kMax, kMax}, 3), kMax);
}

TEST(FindTheSmallestDivisorGivenAThresholdDeathTest, RefusesTooLowAThreshold) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(FindTheSmallestDivisorGivenAThreshold({}, 1), "!nums.empty");
  EXPECT_DEATH(FindTheSmallestDivisorGivenAThreshold({1, 1}, 1), "threshold >= ");
}

}  // namespace
}  // namespace graft::answers

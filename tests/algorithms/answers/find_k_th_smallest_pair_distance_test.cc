#include "algorithms/answers/find_k_th_smallest_pair_distance.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(FindKThSmallestPairDistance, SolvesTheExamples) {
  EXPECT_EQ(FindKThSmallestPairDistance({1, 3, 1}, 1), 0);
  EXPECT_EQ(FindKThSmallestPairDistance({1, 1, 1}, 2), 0);
  EXPECT_EQ(FindKThSmallestPairDistance({1, 6, 1}, 3), 5);
}

TEST(FindKThSmallestPairDistance, IsTheKthOfAllSorted) {
  for (const std::vector<int>& nums : AllArrays(0, 4, 2, 5)) {
    std::vector<int> distances;
    for (size_t j = 0; j < nums.size(); ++j)
      for (size_t i = 0; i < j; ++i) distances.push_back(std::abs(nums[i] - nums[j]));
    std::sort(distances.begin(), distances.end());
    for (size_t k = 1; k <= distances.size(); ++k)
      ASSERT_EQ(FindKThSmallestPairDistance(nums, k), distances[k - 1]);
  }
}

TEST(FindKThSmallestPairDistance, ReachesBothBounds) {
  EXPECT_EQ(FindKThSmallestPairDistance({0, 2147483647}, 1), 2147483647);
  EXPECT_EQ(FindKThSmallestPairDistance({7, 7}, 1), 0);
}

TEST(FindKThSmallestPairDistance, CountsBeyond32Bits) {
  const int64_t n = 100'000, zeros = (n - 1) * (n - 2) / 2;
  std::vector<int> nums(n, 0);
  nums[5] = 9;
  EXPECT_EQ(FindKThSmallestPairDistance(nums, zeros), 0);
  EXPECT_EQ(FindKThSmallestPairDistance(nums, zeros + 1), 9);
}

TEST(FindKThSmallestPairDistanceDeathTest, RefusesNegativesAndAKOutOfRange) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(FindKThSmallestPairDistance({1}, 1), "1 <= k");
  EXPECT_DEATH(FindKThSmallestPairDistance({1, 2}, 0), "1 <= k");
  EXPECT_DEATH(FindKThSmallestPairDistance({1, 2}, 2), "1 <= k");
  EXPECT_DEATH(FindKThSmallestPairDistance({1, -2}, 1), "nums.0. >= 0");
}

}  // namespace
}  // namespace graft::answers

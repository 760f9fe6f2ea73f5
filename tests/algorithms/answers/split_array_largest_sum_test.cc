#include "algorithms/answers/split_array_largest_sum.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(SplitArrayLargestSum, SolvesTheExamples) {
  EXPECT_EQ(SplitArrayLargestSum({7, 2, 5, 10, 8}, 2), 18);
  EXPECT_EQ(SplitArrayLargestSum({1, 2, 3, 4, 5}, 2), 9);
  EXPECT_EQ(SplitArrayLargestSum({1, 4, 4}, 3), 4);
}

// The first part takes one value, or two, or …; the others are cut in the best way.
int BestOfAllCuts(const std::vector<int>& nums, int k) {
  if (k == 1) return std::accumulate(nums.begin(), nums.end(), 0);
  int best = 1000, sum = 0;
  for (size_t first = 1; first + k - 1 <= nums.size(); ++first) {
    sum += nums[first - 1];
    const std::vector<int> rest(nums.begin() + first, nums.end());
    best = std::min(best, std::max(sum, BestOfAllCuts(rest, k - 1)));
  }
  return best;
}

TEST(SplitArrayLargestSum, IsTheBestOfAllCuts) {
  for (const std::vector<int>& nums : AllArrays(0, 3, 1, 6))
    for (int k = 1; k <= std::ssize(nums); ++k)
      ASSERT_EQ(SplitArrayLargestSum(nums, k), BestOfAllCuts(nums, k));
}

// Backwards it is the same, k times as large it is k times as large, and one part more helps.
RC_GTEST_PROP(SplitArrayLargestSum, ObeysItsAlgebra,
              (const std::vector<uint16_t>& words)) {
  RC_PRE(!words.empty());
  const std::vector<int> nums(words.begin(), words.end());
  const std::vector<int> backwards(nums.rbegin(), nums.rend());
  std::vector<int> tripled = nums;
  for (int& value : tripled) value *= 3;
  const int k = *rc::gen::inRange<int>(1, nums.size() + 1);
  const int64_t sum = SplitArrayLargestSum(nums, k);
  RC_ASSERT(SplitArrayLargestSum(backwards, k) == sum);
  RC_ASSERT(SplitArrayLargestSum(tripled, k) == 3 * sum);
  if (k > 1) RC_ASSERT(sum <= SplitArrayLargestSum(nums, k - 1));
}

TEST(SplitArrayLargestSum, ReachesBothBounds) {
  EXPECT_EQ(SplitArrayLargestSum({2, 3, 1}, 3), 3);
  EXPECT_EQ(SplitArrayLargestSum({2, 3, 1}, 1), 6);
  EXPECT_EQ(SplitArrayLargestSum({0, 0}, 2), 0);
}

TEST(SplitArrayLargestSum, AddsBeyond32Bits) {
  const std::vector<int> nums(5, 2147483647);
  EXPECT_EQ(SplitArrayLargestSum(nums, 1), 5 * int64_t{2147483647});
  EXPECT_EQ(SplitArrayLargestSum(nums, 3), 2 * int64_t{2147483647});
}

TEST(SplitArrayLargestSumDeathTest, RefusesMorePartsThanValuesAndNone) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(SplitArrayLargestSum({1, 2}, 0), "precondition failed: 1 <= k");
  EXPECT_DEATH(SplitArrayLargestSum({1, 2}, 3), "precondition failed: 1 <= k");
  EXPECT_DEATH(SplitArrayLargestSum({}, 1), "precondition failed: 1 <= k");
  EXPECT_DEATH(SplitArrayLargestSum({3, -1, 4}, 2), "precondition failed: value >= 0");
}

}  // namespace
}  // namespace graft::answers

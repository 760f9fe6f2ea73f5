#include "algorithms/answers/longest_increasing_subsequence.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(LongestIncreasingSubsequence, SolvesTheExamples) {
  EXPECT_EQ(LongestIncreasingSubsequence({10, 9, 2, 5, 3, 7, 101, 18}), 4);
  EXPECT_EQ(LongestIncreasingSubsequence({0, 1, 0, 3, 2, 3}), 4);
  EXPECT_EQ(LongestIncreasingSubsequence({7, 7, 7, 7, 7, 7, 7}), 1);
}

int LongestOfAllSubsequences(const std::vector<int>& nums) {
  int longest = 0;
  for (int set = 0; set < 1 << nums.size(); ++set) {
    int length = 0, last = -1;
    bool rises = true;
    for (size_t i = 0; i < nums.size(); ++i) {
      if (!(set >> i & 1)) continue;
      rises = rises && nums[i] > last;
      last = nums[i];
      ++length;
    }
    if (rises) longest = std::max(longest, length);
  }
  return longest;
}

TEST(LongestIncreasingSubsequence, IsTheLongestOfAll) {
  for (const std::vector<int>& nums : AllArrays(0, 3, 0, 7))
    ASSERT_EQ(LongestIncreasingSubsequence(nums), LongestOfAllSubsequences(nums));
}

// length[i] of the longest that ends with nums[i], in O(n²).
RC_GTEST_PROP(LongestIncreasingSubsequence, IsThatOfTheQuadraticTable,
              (const std::vector<int8_t>& bytes)) {
  const std::vector<int> nums(bytes.begin(), bytes.end());
  std::vector<int> length(nums.size(), 1);
  int longest = 0;
  for (size_t i = 0; i < nums.size(); ++i) {
    for (size_t j = 0; j < i; ++j)
      if (nums[j] < nums[i]) length[i] = std::max(length[i], length[j] + 1);
    longest = std::max(longest, length[i]);
  }
  RC_ASSERT(LongestIncreasingSubsequence(nums) == longest);
}

TEST(LongestIncreasingSubsequence, IsAllOfARisingArrayAndOneOfAFallingOne) {
  std::vector<int> nums(1000);
  for (int i = 0; i < 1000; ++i) nums[i] = 3 * i - 1500;
  EXPECT_EQ(LongestIncreasingSubsequence(nums), 1000);
  std::reverse(nums.begin(), nums.end());
  EXPECT_EQ(LongestIncreasingSubsequence(nums), 1);
}

TEST(LongestIncreasingSubsequence, TakesTheEndsOfInt) {
  EXPECT_EQ(LongestIncreasingSubsequence({-2147483647 - 1, 0, 2147483647}), 3);
  EXPECT_EQ(LongestIncreasingSubsequence({}), 0);
}

}  // namespace
}  // namespace graft::answers

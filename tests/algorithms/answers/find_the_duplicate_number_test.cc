#include "algorithms/answers/find_the_duplicate_number.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(FindTheDuplicateNumber, SolvesTheExamples) {
  EXPECT_EQ(FindTheDuplicateNumber({1, 3, 4, 2, 2}), 2);
  EXPECT_EQ(FindTheDuplicateNumber({3, 1, 3, 4, 2}), 3);
  EXPECT_EQ(FindTheDuplicateNumber({3, 3, 3, 3, 3}), 3);
}

std::vector<int> Repeated(const std::vector<int>& nums) {
  std::map<int, int> count;
  for (int value : nums) ++count[value];
  std::vector<int> repeated;
  for (auto [value, times] : count)
    if (times > 1) repeated.push_back(value);
  return repeated;
}

TEST(FindTheDuplicateNumber, IsTheOneThatAMapCountsTwice) {
  int inputs = 0;
  for (int n = 1; n <= 5; ++n) {
    for (const std::vector<int>& nums : AllArrays(1, n, n + 1, n + 1)) {
      const std::vector<int> repeated = Repeated(nums);
      if (repeated.size() != 1) continue;
      ++inputs;
      ASSERT_EQ(FindTheDuplicateNumber(nums), repeated[0]);
    }
  }
  EXPECT_GT(inputs, 1000);
}

TEST(FindTheDuplicateNumber, ReachesBothBounds) {
  EXPECT_EQ(FindTheDuplicateNumber({1, 1}), 1);
  EXPECT_EQ(FindTheDuplicateNumber({1, 2, 3, 1}), 1);
  EXPECT_EQ(FindTheDuplicateNumber({3, 2, 1, 3}), 3);
}

TEST(FindTheDuplicateNumberDeathTest, RefusesValuesOutOfRange) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(FindTheDuplicateNumber({1}), "nums.size.. >= 2");
  EXPECT_DEATH(FindTheDuplicateNumber({1, 2}), "all_of");
  EXPECT_DEATH(FindTheDuplicateNumber({0, 0}), "all_of");
}

}  // namespace
}  // namespace graft::answers

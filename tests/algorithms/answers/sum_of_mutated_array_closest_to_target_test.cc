#include "algorithms/answers/sum_of_mutated_array_closest_to_target.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(SumOfMutatedArrayClosestToTarget, SolvesTheExamples) {
  EXPECT_EQ(SumOfMutatedArrayClosestToTarget({4, 9, 3}, 10), 3);
  EXPECT_EQ(SumOfMutatedArrayClosestToTarget({2, 3, 5}, 10), 5);
  EXPECT_EQ(
      SumOfMutatedArrayClosestToTarget({60864, 25176, 27249, 21296, 20204}, 56803),
      11361);
}

int ClosestOfAllCaps(const std::vector<int>& arr, int target) {
  int best = 0, distance = target;
  for (int cap = 1; cap <= 10; ++cap) {
    int sum = 0;
    for (int value : arr) sum += value > cap ? cap : value;
    if (std::abs(sum - target) < distance) {
      best = cap;
      distance = std::abs(sum - target);
    }
  }
  return best;
}

TEST(SumOfMutatedArrayClosestToTarget, IsTheFirstOfTheClosest) {
  for (const std::vector<int>& arr : AllArrays(1, 4, 1, 5))
    for (int target = 1; target <= 22; ++target)
      ASSERT_EQ(SumOfMutatedArrayClosestToTarget(arr, target),
                ClosestOfAllCaps(arr, target));
}

TEST(SumOfMutatedArrayClosestToTarget, ReachesBothBounds) {
  constexpr int kMax = 2147483647;
  EXPECT_EQ(SumOfMutatedArrayClosestToTarget({9, 9, 9}, 1), 0);
  EXPECT_EQ(SumOfMutatedArrayClosestToTarget({9, 9, 9}, 2), 1);
  EXPECT_EQ(SumOfMutatedArrayClosestToTarget({2, 3}, 1000), 3);
  EXPECT_EQ(SumOfMutatedArrayClosestToTarget({kMax, kMax, kMax}, kMax), 715827882);
}

TEST(SumOfMutatedArrayClosestToTargetDeathTest, RefusesNothingAndNonPositives) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(SumOfMutatedArrayClosestToTarget({}, 1), "!arr.empty");
  EXPECT_DEATH(SumOfMutatedArrayClosestToTarget({1, 0}, 1), ">= 1");
  EXPECT_DEATH(SumOfMutatedArrayClosestToTarget({1}, 0), "target >= 1");
}

}  // namespace
}  // namespace graft::answers

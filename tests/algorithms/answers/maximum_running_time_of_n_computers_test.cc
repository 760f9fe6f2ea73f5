#include "algorithms/answers/maximum_running_time_of_n_computers.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(MaximumRunningTimeOfNComputers, SolvesTheExamples) {
  EXPECT_EQ(MaximumRunningTimeOfNComputers(2, {3, 3, 3}), 4);
  EXPECT_EQ(MaximumRunningTimeOfNComputers(2, {1, 1, 1, 1}), 2);
}

// Each minute the n fullest batteries are used.
int MinutesByRunning(int n, std::vector<int> batteries) {
  for (int minutes = 0;; ++minutes) {
    std::sort(batteries.begin(), batteries.end(), std::greater<>());
    if (batteries[n - 1] == 0) return minutes;
    for (int i = 0; i < n; ++i) --batteries[i];
  }
}

TEST(MaximumRunningTimeOfNComputers, IsHowLongTheyRunOnTheFullest) {
  for (const std::vector<int>& batteries : AllArrays(0, 4, 1, 5))
    for (int n = 1; n <= std::ssize(batteries); ++n)
      ASSERT_EQ(MaximumRunningTimeOfNComputers(n, batteries),
                MinutesByRunning(n, batteries));
}

TEST(MaximumRunningTimeOfNComputers, ReachesBothBoundsAnd64Bits) {
  constexpr int kMax = 2147483647;
  EXPECT_EQ(MaximumRunningTimeOfNComputers(2, {0, 9}), 0);
  EXPECT_EQ(MaximumRunningTimeOfNComputers(1, {kMax, kMax, kMax}), 3 * int64_t{kMax});
  EXPECT_EQ(MaximumRunningTimeOfNComputers(3, {kMax, kMax, kMax}), kMax);
}

TEST(MaximumRunningTimeOfNComputersDeathTest, RefusesMoreComputersThanBatteries) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(MaximumRunningTimeOfNComputers(0, {1}), "1 <= n");
  EXPECT_DEATH(MaximumRunningTimeOfNComputers(2, {1}), "1 <= n");
  EXPECT_DEATH(MaximumRunningTimeOfNComputers(1, {-1}), ">= 0");
}

}  // namespace
}  // namespace graft::answers

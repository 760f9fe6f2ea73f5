#include "algorithms/answers/capacity_to_ship_packages_within_d_days.h"

#include <gtest/gtest.h>

#include "algorithms/answers/split_array_largest_sum.h"
#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(CapacityToShipPackagesWithinDDays, SolvesTheExamples) {
  EXPECT_EQ(CapacityToShipPackagesWithinDDays({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 5), 15);
  EXPECT_EQ(CapacityToShipPackagesWithinDDays({3, 2, 2, 4, 1, 4}, 3), 6);
  EXPECT_EQ(CapacityToShipPackagesWithinDDays({1, 2, 3, 1, 1}, 4), 3);
}

// Loads ships of capacity 0, 1, 2 … day by day.
int CapacityByTrying(const std::vector<int>& weights, int days) {
  for (int capacity = 0;; ++capacity) {
    size_t next = 0;
    for (int day = 0; day < days; ++day)
      for (int room = capacity; next < weights.size() && weights[next] <= room; ++next)
        room -= weights[next];
    if (next == weights.size()) return capacity;
  }
}

TEST(CapacityToShipPackagesWithinDDays, IsTheFirstThatSuffices) {
  for (const std::vector<int>& weights : AllArrays(1, 3, 1, 6))
    for (int days = 1; days <= 8; ++days)
      ASSERT_EQ(CapacityToShipPackagesWithinDDays(weights, days),
                CapacityByTrying(weights, days));
}

TEST(CapacityToShipPackagesWithinDDays, IsThatOfTheSplitIntoAsManyParts) {
  for (const std::vector<int>& weights : AllArrays(0, 3, 1, 5))
    for (int days = 1; days <= std::ssize(weights); ++days)
      ASSERT_EQ(CapacityToShipPackagesWithinDDays(weights, days),
                SplitArrayLargestSum(weights, days));
}

TEST(CapacityToShipPackagesWithinDDays, ReachesBothBounds) {
  EXPECT_EQ(CapacityToShipPackagesWithinDDays({4, 9, 2}, 1), 15);
  EXPECT_EQ(CapacityToShipPackagesWithinDDays({4, 9, 2}, 3), 9);
  EXPECT_EQ(CapacityToShipPackagesWithinDDays({4, 9, 2}, 1000), 9);
}

TEST(CapacityToShipPackagesWithinDDays, AddsBeyond32Bits) {
  EXPECT_EQ(CapacityToShipPackagesWithinDDays({2147483647, 2147483647, 1}, 1),
            4294967295);
}

TEST(CapacityToShipPackagesWithinDDaysDeathTest, RefusesNoPackagesAndNoDays) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(CapacityToShipPackagesWithinDDays({}, 1), "!weights.empty");
  EXPECT_DEATH(CapacityToShipPackagesWithinDDays({1}, 0), "days >= 1");
}

}  // namespace
}  // namespace graft::answers

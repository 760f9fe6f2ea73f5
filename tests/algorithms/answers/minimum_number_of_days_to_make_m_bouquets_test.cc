#include "algorithms/answers/minimum_number_of_days_to_make_m_bouquets.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(MinimumNumberOfDaysToMakeMBouquets, SolvesTheExamples) {
  EXPECT_EQ(MinimumNumberOfDaysToMakeMBouquets({1, 10, 3, 10, 2}, 3, 1), 3);
  EXPECT_EQ(MinimumNumberOfDaysToMakeMBouquets({1, 10, 3, 10, 2}, 3, 2), -1);
  EXPECT_EQ(MinimumNumberOfDaysToMakeMBouquets({7, 7, 7, 7, 12, 7, 7}, 2, 3), 12);
}

// The most bouquets from flower i on: leave the flower, or bind the k that begin with it.
int MostBouquets(const std::vector<int>& bloom_day, int day, int k, int i) {
  if (i + k > std::ssize(bloom_day)) return 0;
  const int left = MostBouquets(bloom_day, day, k, i + 1);
  for (int j = i; j < i + k; ++j)
    if (bloom_day[j] > day) return left;
  return std::max(left, 1 + MostBouquets(bloom_day, day, k, i + k));
}

TEST(MinimumNumberOfDaysToMakeMBouquets, IsTheFirstDayWithEnough) {
  for (const std::vector<int>& bloom_day : AllArrays(1, 3, 1, 6)) {
    for (int k = 1; k <= 3; ++k) {
      for (int m = 1; m <= 4; ++m) {
        int day = 1;
        while (day <= 3 && MostBouquets(bloom_day, day, k, 0) < m) ++day;
        ASSERT_EQ(MinimumNumberOfDaysToMakeMBouquets(bloom_day, m, k),
                  day > 3 ? -1 : day);
      }
    }
  }
}

TEST(MinimumNumberOfDaysToMakeMBouquets, KnowsWhenThereAreTooFewFlowers) {
  EXPECT_EQ(MinimumNumberOfDaysToMakeMBouquets({1, 1}, 65536, 65536), -1);  // 2³²
  EXPECT_EQ(MinimumNumberOfDaysToMakeMBouquets({1, 1}, 1, 3), -1);
}

TEST(MinimumNumberOfDaysToMakeMBouquets, ReachesBothBounds) {
  EXPECT_EQ(MinimumNumberOfDaysToMakeMBouquets({1000000000, 1}, 1, 1), 1);
  EXPECT_EQ(MinimumNumberOfDaysToMakeMBouquets({1000000000, 1}, 1, 2), 1000000000);
}

TEST(MinimumNumberOfDaysToMakeMBouquetsDeathTest, RefusesNoFlowersAndNoBouquets) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(MinimumNumberOfDaysToMakeMBouquets({}, 1, 1), "!bloom_day.empty");
  EXPECT_DEATH(MinimumNumberOfDaysToMakeMBouquets({1}, 0, 1), "m >= 1");
  EXPECT_DEATH(MinimumNumberOfDaysToMakeMBouquets({1}, 1, 0), "k >= 1");
}

}  // namespace
}  // namespace graft::answers

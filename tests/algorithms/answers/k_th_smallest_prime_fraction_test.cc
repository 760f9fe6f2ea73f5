#include "algorithms/answers/k_th_smallest_prime_fraction.h"

#include <gtest/gtest.h>

namespace graft::answers {
namespace {

TEST(KThSmallestPrimeFraction, SolvesTheExamples) {
  EXPECT_EQ(KThSmallestPrimeFraction({1, 2, 3, 5}, 3), (std::vector{2, 5}));
  EXPECT_EQ(KThSmallestPrimeFraction({1, 7}, 1), (std::vector{1, 7}));
}

std::vector<std::vector<int>> SortedFractions(const std::vector<int>& arr) {
  std::vector<std::vector<int>> fractions;
  for (size_t j = 0; j < arr.size(); ++j)
    for (size_t i = 0; i < j; ++i) fractions.push_back({arr[i], arr[j]});
  std::sort(fractions.begin(), fractions.end(), [](const auto& a, const auto& b) {
    return int64_t{a[0]} * b[1] < int64_t{b[0]} * a[1];
  });
  return fractions;
}

TEST(KThSmallestPrimeFraction, IsTheKthOfAllSorted) {
  constexpr int kNumbers[] = {1, 2, 3, 5, 7, 11, 13, 17, 19};
  for (int set = 0; set < 1 << 9; ++set) {
    std::vector<int> arr;
    for (int i = 0; i < 9; ++i)
      if (set >> i & 1) arr.push_back(kNumbers[i]);
    const auto fractions = SortedFractions(arr);
    for (size_t k = 1; k <= fractions.size(); ++k)
      ASSERT_EQ(KThSmallestPrimeFraction(arr, k), fractions[k - 1]);
  }
}

TEST(KThSmallestPrimeFraction, IsOneOfTheEqualOnesWhereTheyAreNotPrimes) {
  std::vector<int> arr(12);
  for (int i = 0; i < 12; ++i) arr[i] = i + 1;
  const auto fractions = SortedFractions(arr);
  for (size_t k = 1; k <= fractions.size(); ++k) {
    const std::vector<int> found = KThSmallestPrimeFraction(arr, k);
    ASSERT_EQ(found[0] * fractions[k - 1][1], found[1] * fractions[k - 1][0]);
  }
}

TEST(KThSmallestPrimeFraction, TellsNeighboursApart) {  // 2.5e-13 apart
  const std::vector<int> arr = {1999998, 1999999, 2000000};
  const auto fractions = SortedFractions(arr);
  for (int k = 1; k <= 3; ++k)
    EXPECT_EQ(KThSmallestPrimeFraction(arr, k), fractions[k - 1]);
}

TEST(KThSmallestPrimeFractionDeathTest, RefusesUnsortedNumbersAndAKOutOfRange) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(KThSmallestPrimeFraction({2, 1}, 1), "adjacent_find");
  EXPECT_DEATH(KThSmallestPrimeFraction({1, 1}, 1), "adjacent_find");
  EXPECT_DEATH(KThSmallestPrimeFraction({1, 2}, 2), "1 <= k");
  EXPECT_DEATH(KThSmallestPrimeFraction({}, 1), "1 <= k");
  EXPECT_DEATH(KThSmallestPrimeFraction({0, 2}, 1), "arr.0. >= 1");
  EXPECT_DEATH(KThSmallestPrimeFraction({1, 2000001}, 1), "2'000'000");
}

}  // namespace
}  // namespace graft::answers

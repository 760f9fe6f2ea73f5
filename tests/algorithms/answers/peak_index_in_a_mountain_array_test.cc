#include "algorithms/answers/peak_index_in_a_mountain_array.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(PeakIndexInAMountainArray, SolvesTheExamples) {
  EXPECT_EQ(PeakIndexInAMountainArray({0, 1, 0}), 1);
  EXPECT_EQ(PeakIndexInAMountainArray({0, 2, 1, 0}), 1);
  EXPECT_EQ(PeakIndexInAMountainArray({0, 10, 5, 2}), 1);
}

TEST(PeakIndexInAMountainArray, FindsEveryPeak) {
  for (int n = 3; n <= 30; ++n) {
    for (int peak = 1; peak < n - 1; ++peak) {
      std::vector<int> arr(n);
      for (int i = 0; i < n; ++i) arr[i] = -std::abs(i - peak);
      ASSERT_EQ(PeakIndexInAMountainArray(arr), peak);
    }
  }
}

TEST(PeakIndexInAMountainArray, IsTheLargestOfEveryMountain) {
  int mountains = 0;
  for (const std::vector<int>& arr : AllArrays(0, 4, 0, 6)) {
    const auto top = std::max_element(arr.begin(), arr.end());
    bool mountain = arr.size() >= 3 && top != arr.begin() && top + 1 != arr.end();
    for (auto it = arr.begin(); mountain && it + 1 != arr.end(); ++it)
      mountain = it < top ? it[0] < it[1] : it[0] > it[1];
    ASSERT_EQ(IsMountain(arr), mountain);
    if (!mountain) continue;
    ++mountains;
    ASSERT_EQ(PeakIndexInAMountainArray(arr), top - arr.begin());
  }
  EXPECT_GT(mountains, 100);
}

TEST(PeakIndexInAMountainArrayDeathTest, RefusesWhatIsNoMountain) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(PeakIndexInAMountainArray({1, 2, 3}), "IsMountain");
  EXPECT_DEATH(PeakIndexInAMountainArray({1, 2, 2, 1}), "IsMountain");
}

}  // namespace
}  // namespace graft::answers

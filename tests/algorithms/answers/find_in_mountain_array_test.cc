#include "algorithms/answers/find_in_mountain_array.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace graft::answers {
namespace {

int Find(int target, const std::vector<int>& mountain) {
  int calls = 0;
  const int found = FindInMountainArray(target, std::ssize(mountain), [&](int i) {
    ++calls;
    return mountain.at(i);
  });
  EXPECT_LE(calls, 100);
  return found;
}

TEST(FindInMountainArray, SolvesTheExamples) {
  EXPECT_EQ(Find(3, {1, 2, 3, 4, 5, 3, 1}), 2);
  EXPECT_EQ(Find(3, {0, 1, 2, 4, 2, 1}), -1);
}

// Each of the values below the highest lies left, right, on both sides, or nowhere.
TEST(FindInMountainArray, FindsWhatAScanFindsInEveryMountain) {
  constexpr int kValues = 6;
  for (int code = 0; code < 1 << (2 * kValues); ++code) {
    std::vector<int> left, right;
    for (int value = 0; value < kValues; ++value) {
      if (code >> (2 * value) & 1) left.push_back(value);
      if (code >> (2 * value) & 2) right.insert(right.begin(), value);
    }
    if (left.empty() || right.empty()) continue;
    std::vector<int> mountain = left;
    mountain.push_back(kValues);
    mountain.insert(mountain.end(), right.begin(), right.end());
    for (int target = -1; target <= kValues + 1; ++target) {
      const auto first = std::find(mountain.begin(), mountain.end(), target);
      ASSERT_EQ(Find(target, mountain),
                first == mountain.end() ? -1 : first - mountain.begin());
    }
  }
}

TEST(FindInMountainArray, NeedsAtMost58CallsForTenThousand) {
  for (int peak : {1, 2, 4999, 5000, 8191, 9997, 9998}) {
    for (int target = -10'001; target <= 1; target += 7) {
      int calls = 0;
      FindInMountainArray(target, 10'000, [&](int i) {
        ++calls;
        return -std::abs(i - peak);
      });
      ASSERT_LE(calls, 58);
    }
  }
}

TEST(FindInMountainArrayDeathTest, RefusesWhatCannotBeAMountain) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(Find(1, {1, 2}), "precondition failed: n >= 3");
}

}  // namespace
}  // namespace graft::answers

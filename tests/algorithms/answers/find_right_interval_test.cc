#include "algorithms/answers/find_right_interval.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

using Intervals = std::vector<std::vector<int>>;
using Indices = std::vector<int>;

TEST(FindRightInterval, SolvesTheExamples) {
  EXPECT_EQ(FindRightInterval({{1, 2}}), Indices{-1});
  EXPECT_EQ(FindRightInterval({{3, 4}, {2, 3}, {1, 2}}), (Indices{-1, 0, 1}));
  EXPECT_EQ(FindRightInterval({{1, 4}, {2, 3}, {3, 4}}), (Indices{-1, 2, -1}));
}

Indices RightByAsking(const Intervals& intervals) {
  Indices right;
  for (const std::vector<int>& interval : intervals) {
    int nearest = -1;
    for (int i = 0; i < std::ssize(intervals); ++i)
      if (intervals[i][0] >= interval[1] &&
          (nearest == -1 || intervals[i][0] < intervals[nearest][0]))
        nearest = i;
    right.push_back(nearest);
  }
  return right;
}

// The starts are the permutations of 0 … n - 1; the lengths are all from 0 to 3.
TEST(FindRightInterval, IsTheNearestOfAllThatBeginLater) {
  for (const std::vector<int>& lengths : AllArrays(0, 3, 0, 4)) {
    Indices starts(lengths.size());
    for (size_t i = 0; i < starts.size(); ++i) starts[i] = i;
    do {
      Intervals intervals;
      for (size_t i = 0; i < starts.size(); ++i)
        intervals.push_back({starts[i], starts[i] + lengths[i]});
      ASSERT_EQ(FindRightInterval(intervals), RightByAsking(intervals));
    } while (std::next_permutation(starts.begin(), starts.end()));
  }
}

TEST(FindRightInterval, MayBeTheIntervalItself) {
  EXPECT_EQ(FindRightInterval({{5, 5}}), Indices{0});
}

TEST(FindRightIntervalDeathTest, RefusesEqualStartsAndWhatIsNoInterval) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(FindRightInterval({{1, 2}, {1, 3}}), "adjacent_find");
  EXPECT_DEATH(FindRightInterval({{2, 1}}), "size.. == 2");
  EXPECT_DEATH(FindRightInterval({{1}}), "size.. == 2");
}

}  // namespace
}  // namespace graft::answers

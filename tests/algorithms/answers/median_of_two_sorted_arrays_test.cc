#include "algorithms/answers/median_of_two_sorted_arrays.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <iterator>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(MedianOfTwoSortedArrays, SolvesTheExamples) {
  EXPECT_EQ(MedianOfTwoSortedArrays({1, 3}, {2}), 2.0);
  EXPECT_EQ(MedianOfTwoSortedArrays({1, 2}, {3, 4}), 2.5);
}

TEST(MedianOfTwoSortedArrays, IsTheMiddleOfTheMergedOnes) {
  const std::vector<std::vector<int>> arrays = AllSortedArrays(-1, 2, 0, 5);
  for (const std::vector<int>& a : arrays) {
    for (const std::vector<int>& b : arrays) {
      std::vector<int> all;
      std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
      if (all.empty()) continue;
      const double middle = (all[(all.size() - 1) / 2] + all[all.size() / 2]) * 0.5;
      ASSERT_EQ(MedianOfTwoSortedArrays(a, b), middle);
    }
  }
}

// As many elements are at most the median as are at least it, but for those equal to it.
RC_GTEST_PROP(MedianOfTwoSortedArrays, HalvesRandomArrays,
              (std::vector<int> a, std::vector<int> b)) {
  RC_PRE(!a.empty() || !b.empty());
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  const double median = MedianOfTwoSortedArrays(a, b);
  int less = 0, greater = 0;
  for (const std::vector<int>* values : {&a, &b}) {
    for (int value : *values) {
      less += value < median;
      greater += value > median;
    }
  }
  const int half = (a.size() + b.size()) / 2;
  RC_ASSERT(less <= half && greater <= half);
  RC_ASSERT(median == MedianOfTwoSortedArrays(b, a));
}

TEST(MedianOfTwoSortedArrays, TakesArraysOfVeryDifferentLength) {
  std::vector<int> b(1000);
  for (int i = 0; i < 1000; ++i) b[i] = i;
  EXPECT_EQ(MedianOfTwoSortedArrays({}, b), 499.5);
  EXPECT_EQ(MedianOfTwoSortedArrays(b, {-5}), 499);
  EXPECT_EQ(MedianOfTwoSortedArrays({5000}, b), 500);
}

TEST(MedianOfTwoSortedArrays, TakesTheEndsOfInt) {
  constexpr int kMin = -2147483647 - 1, kMax = 2147483647;
  EXPECT_EQ(MedianOfTwoSortedArrays({kMax}, {kMax}), kMax);
  EXPECT_EQ(MedianOfTwoSortedArrays({kMin}, {kMin}), kMin);
  EXPECT_EQ(MedianOfTwoSortedArrays({kMin}, {kMax}), -0.5);
}

TEST(MedianOfTwoSortedArraysDeathTest, RefusesNothingAndUnsortedArrays) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(MedianOfTwoSortedArrays({}, {}), "!b.empty");
  EXPECT_DEATH(MedianOfTwoSortedArrays({2, 1}, {1, 2}), "is_sorted.a");
  EXPECT_DEATH(MedianOfTwoSortedArrays({1, 2}, {2, 1}), "is_sorted.b");
}

}  // namespace
}  // namespace graft::answers

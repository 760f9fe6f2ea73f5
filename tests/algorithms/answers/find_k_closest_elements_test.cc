#include "algorithms/answers/find_k_closest_elements.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

using Elements = std::vector<int>;

TEST(FindKClosestElements, SolvesTheExamples) {
  EXPECT_EQ(FindKClosestElements({1, 2, 3, 4, 5}, 4, 3), (Elements{1, 2, 3, 4}));
  EXPECT_EQ(FindKClosestElements({1, 1, 2, 3, 4, 5}, 4, -1), (Elements{1, 1, 2, 3}));
}

TEST(FindKClosestElements, AreTheFirstKByDistanceThenValue) {
  for (const Elements& arr : AllSortedArrays(0, 4, 1, 6)) {
    for (int x = -1; x <= 5; ++x) {
      Elements closest = arr;
      std::sort(closest.begin(), closest.end(), [&](int a, int b) {
        return std::abs(a - x) != std::abs(b - x) ? std::abs(a - x) < std::abs(b - x)
                                                  : a < b;
      });
      for (size_t k = 1; k <= arr.size(); ++k) {
        Elements expected(closest.begin(), closest.begin() + k);
        std::sort(expected.begin(), expected.end());
        ASSERT_EQ(FindKClosestElements(arr, k, x), expected);
      }
    }
  }
}

TEST(FindKClosestElements, DoesNotOverflow) {
  constexpr int kMin = -2147483647 - 1, kMax = 2147483647;
  EXPECT_EQ(FindKClosestElements({kMin, kMax}, 1, kMax), Elements{kMax});
  EXPECT_EQ(FindKClosestElements({kMin, kMax}, 1, kMin), Elements{kMin});
  EXPECT_EQ(FindKClosestElements({kMin, kMax}, 1, 0), Elements{kMax});
  EXPECT_EQ(FindKClosestElements({kMin, kMin + 1}, 1, kMin + 1), Elements{kMin + 1});
  EXPECT_EQ(FindKClosestElements({kMax - 1, kMax}, 1, kMin), Elements{kMax - 1});
}

TEST(FindKClosestElementsDeathTest, RefusesUnsortedArraysAndAKOutOfRange) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(FindKClosestElements({2, 1}, 1, 1), "std::is_sorted");
  EXPECT_DEATH(FindKClosestElements({1, 2}, 0, 1), "1 <= k");
  EXPECT_DEATH(FindKClosestElements({1, 2}, 3, 1), "1 <= k");
}

}  // namespace
}  // namespace graft::answers
